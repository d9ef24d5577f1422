using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Rendering;

/// <summary>
/// The real Helm, by <c>helm template</c>, which needs no cluster. It leaves the notes out, and a dry run of an installation asks a
/// cluster: so a copy of the chart has them in an object beside the others.
/// </summary>
internal sealed class HelmRenderer : ChartRenderer
{
    private const string Notes = "notes-of-the-release";

    private static readonly Lazy<string> Copy = new(CopyChart);

    private readonly string _version;

    private HelmRenderer(string version) => _version = version;

    public override string Name => $"helm {_version}";

    public static HelmRenderer? Find() => Tool.Helm.IsThere ? new HelmRenderer(Start("version", "--short").Trim()) : null;

    protected override Rendered Run(Release release)
    {
        var values = Path.GetTempFileName();
        try
        {
            File.WriteAllText(values, release.Values);
            var text = Start("template", release.Name, Copy.Value, "--namespace", release.Namespace, "--values", values, "--kube-version",
                Release.KubeVersion);
            var objects = Yaml.Documents(text).Select(json => new Manifest(json.AsObject())).ToLookup(manifest => manifest.Name == Notes);
            return new Rendered([.. objects[false]], (string)objects[true].Single().Json["data"]!["notes"]!);
        }
        finally
        {
            File.Delete(values);
        }
    }

    private static string CopyChart()
    {
        var copy = Path.Combine(Directory.CreateTempSubdirectory("coffer-chart-").FullName, "coffer");
        foreach (var file in Directory.EnumerateFiles(Repository.Chart, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Repository.Chart, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.Copy(Path.Combine(copy, "templates", "NOTES.txt"), Path.Combine(copy, "notes.txt"));
        File.WriteAllText(Path.Combine(copy, "templates", "notes.yaml"), $$$"""
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: {{{Notes}}} }
            data:
              notes: {{ tpl (.Files.Get "notes.txt") . | quote }}
            """);
        return copy;
    }

    private static string Start(params string[] arguments)
    {
        var ended = Tool.Helm.RunAsync(null, null, arguments).GetAwaiter().GetResult();
        return ended.Code == 0 ? ended.Output : throw new RefusedException(ended.Errors);
    }
}
