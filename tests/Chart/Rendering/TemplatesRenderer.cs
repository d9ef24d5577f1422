using System.Text;
using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Schemas;
using Coffer.Chart.Tests.Support;
using Coffer.Templates;
using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Chart.Tests.Rendering;

/// <summary>This repository's template language with Helm's own functions and objects.</summary>
internal sealed class TemplatesRenderer : ChartRenderer
{
    private const string Notes = "templates/NOTES.txt";

    private static readonly JsonObject Chart = Yaml.Object(Repository.Read("helm/coffer/Chart.yaml"));
    private static readonly IReadOnlyDictionary<string, string> Files = ReadAll();

    public override string Name => "src/Templates with Helm's own functions";

    protected override Rendered Run(Release release)
    {
        var values = Values.Coalesce(release.UserValues, ValuesSchema.Defaults);
        if (new JsonSchema(ValuesSchema.Root).Problems(values) is { Count: > 0 } problems)
        {
            throw new RefusedException($"values don't meet the specifications of the schema: {string.Join("; ", problems)}");
        }

        try
        {
            var engine = new Engine(
                Files.Where(file => IsTemplate(file.Key)).Select(file => new TemplateSource($"coffer/{file.Key}", file.Value)));
            var texts = Files.Keys.Where(file => IsTemplate(file) && !Path.GetFileName(file).StartsWith('_'))
                .ToDictionary(file => file, file => engine.Render($"coffer/{file}", Root(file, release, values)));
            var manifests = texts.Where(text => text.Key != Notes).SelectMany(text => Yaml.Documents(text.Value));
            return new Rendered([.. manifests.Select(json => new Manifest(json.AsObject()))], texts[Notes]);
        }
        catch (TemplateException refusal)
        {
            throw new RefusedException(refusal.Message);
        }
    }

    /// <summary>What each template sees as its dot. Values are made anew for each: a template could change them.</summary>
    private static MapValue Root(string file, Release release, JsonObject values)
    {
        var root = (MapValue)HelmValues.Of(Yaml.Object($$"""
            Template: { Name: coffer/{{file}}, BasePath: coffer/templates }
            Release: { Name: "{{release.Name}}", Namespace: "{{release.Namespace}}", Service: Helm, IsInstall: true, IsUpgrade: false, Revision: 1 }
            Capabilities: { KubeVersion: { Version: {{Release.KubeVersion}} } }
            """))!;
        root.Set("Values", HelmValues.Of(values));
        root.Set("Chart", HelmValues.Of(new JsonObject(
            Chart.Select(pair => KeyValuePair.Create(char.ToUpperInvariant(pair.Key[0]) + pair.Key[1..], pair.Value?.DeepClone())))));
        root.Set("Files", new FilesValue(Files));
        return root;
    }

    private static bool IsTemplate(string file) => file.StartsWith("templates/", StringComparison.Ordinal);

    private static Dictionary<string, string> ReadAll() => Directory.EnumerateFiles(Repository.Chart, "*", SearchOption.AllDirectories)
        .ToDictionary(
            path => Path.GetRelativePath(Repository.Chart, path).Replace('\\', '/'), path => File.ReadAllText(path, Encoding.UTF8));
}
