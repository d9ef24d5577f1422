using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Schemas;
using Coffer.Chart.Tests.Support;
using Coffer.Silo.Options;
using Coffer.Silo.Options.Kinds;

namespace Coffer.Chart.Tests.Cases;

/// <summary>Where the chart repeats a default or a bound of a setting, it is the setting's own.</summary>
public sealed class SettingDefaultsTests
{
    private const string Manager = "controller.manager.";

    private static readonly Dictionary<string, Setting> Repeated = new()
    {
        [$"{Manager}logging.format"] = Settings.LogFormat,
        [$"{Manager}kubeClient.requests"] = Settings.KubeRequests,
        [$"{Manager}vaultClient.requests"] = Settings.VaultRequests,
        [$"{Manager}vaultClient.timeout"] = Settings.VaultTimeout,
        [$"{Manager}gcp.stsEndpoint"] = Settings.GcpStsEndpoint,
        [$"{Manager}gcp.iamEndpoint"] = Settings.GcpIamEndpoint,
        [$"{Manager}gcp.metadataHost"] = Settings.GcpMetadataHost,
        [$"{Manager}crossNamespaceRefs"] = Settings.CrossNamespaceRefs,
        [$"{Manager}ambientAwsCredentials"] = Settings.AmbientAwsCredentials,
        [$"{Manager}minRefresh"] = Settings.MinRefresh,
        [$"{Manager}restarts.window"] = Settings.RestartWindow,
        [$"{Manager}restarts.interval"] = Settings.RestartInterval,
        [$"{Manager}templateLimits.output"] = Settings.TemplateOutput,
        [$"{Manager}templateLimits.steps"] = Settings.TemplateSteps,
        [$"{Manager}templateLimits.depth"] = Settings.TemplateDepth,
        [$"{Manager}templateLimits.regex"] = Settings.TemplateRegex,
        [$"{Manager}templateLimits.time"] = Settings.TemplateTime,
        [$"{Manager}templateLimits.text"] = Settings.TemplateText,
        [$"{Manager}templateLimits.nodes"] = Settings.TemplateNodes,
        [$"{Manager}templateLimits.cache"] = Settings.TemplateCache,
        [$"{Manager}secretFields"] = Settings.SecretFields,
        [$"{Manager}adopt"] = Settings.Adopt,
        [$"{Manager}dashboard.enabled"] = Settings.Dashboard,
        [$"{Manager}globalTransformationOptions.excludeRaw"] = Settings.ExcludeRaw,
        ["telemetry.objectMetrics"] = Settings.ObjectMetrics,
    };

    private static readonly Dictionary<string, string> Comments = ReadComments(Repository.Read("helm/coffer/values.yaml"));

    public static TheoryData<string> Paths => [.. Repeated.Keys];

    [Theory, MemberData(nameof(Paths))]
    public void A_value_says_the_default_of_its_setting_or_has_it(string path)
    {
        var value = Find(ValuesSchema.Defaults, path);

        if (value is null)
        {
            Assert.Contains($"Default: {Repeated[path].DefaultText}.", Comments[path], StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(Repeated[path].DefaultText, value.ToString());
        }
    }

    [Fact]
    public void Every_value_that_leaves_a_default_to_the_binary_is_compared()
    {
        var left = Leaves("", ValuesSchema.Defaults).Where(static leaf => leaf.Value is null).Select(static leaf => leaf.Path)
            .Where(static path => path.StartsWith(Manager, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(left);
        Assert.Empty(left.Except(Repeated.Keys));
    }

    /// <summary>A number of 0 counts as not set in a chart.</summary>
    [Theory, MemberData(nameof(Paths))]
    public void The_schema_has_the_bounds_of_the_setting(string path)
    {
        if (Repeated[path] is NumberSetting number)
        {
            var schema = path.Split('.').Aggregate((JsonNode)ValuesSchema.Root, static (node, name) => node["properties"]![name]!);
            Assert.Equal((Math.Max(1, number.Least), number.Most), ((int)schema["minimum"]!, (int)schema["maximum"]!));
        }
    }

    [Theory, MemberData(nameof(Paths))]
    public void The_documentation_has_the_default_of_the_setting(string path)
    {
        var rows = Repository.Read("docs/chart.md").Split("Coffer's own:")[1].Split('\n').Select(static line => line.Split(" | "));
        foreach (var row in rows.Where(row => row[0].Contains($"`{path}`", StringComparison.Ordinal)))
        {
            var names = row[0].TrimStart('|').Split(", ").Select(static name => name.Trim(' ', '`')).ToList();
            Assert.StartsWith(Repeated[path].DefaultText, row[1].Split(", ")[names.IndexOf(path)], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Ports_and_level_of_the_log_are_the_defaults()
    {
        var arguments = new Release().Render().One("Deployment").At("spec/template/spec/containers/0/args")!.AsArray()
            .Select(static argument => (string)argument!).ToList();

        Assert.Contains($"{Settings.HttpPort.Flag}={Settings.HttpPort.DefaultText}", arguments);
        Assert.Contains($"{Settings.SiloPort.Flag}={Settings.SiloPort.DefaultText}", arguments);
        Assert.Contains($"{Settings.LogLevel.Flag}={Settings.LogLevel.DefaultText}", arguments);
        Assert.Equal(Settings.HttpPort.Default, (int)(long)ValuesSchema.Defaults["metricsService"]!["ports"]![0]!["port"]!);
    }

    private static JsonNode? Find(JsonObject values, string path) =>
        path.Split('.').Aggregate((JsonNode?)values, static (node, name) => node?[name]);

    private static IEnumerable<(string Path, JsonNode? Value)> Leaves(string path, JsonObject values) => values.SelectMany(pair =>
        pair.Value is JsonObject below ? Leaves($"{path}{pair.Key}.", below) : [($"{path}{pair.Key}", pair.Value)]);

    /// <summary>The comment above each value.</summary>
    private static Dictionary<string, string> ReadComments(string yaml)
    {
        var (found, parents, comment) = (new Dictionary<string, string>(), new Stack<(int Indent, string Path)>(), "");
        foreach (var line in yaml.Split('\n'))
        {
            var (text, indent) = (line.Trim(), line.Length - line.TrimStart().Length);
            if (text.StartsWith('#') || text.StartsWith('-') || !text.Contains(':', StringComparison.Ordinal))
            {
                comment = text.StartsWith('#') ? $"{comment} {text}" : "";
                continue;
            }

            while (parents.TryPeek(out var last) && last.Indent >= indent)
            {
                parents.Pop();
            }

            var path = (parents.TryPeek(out var parent) ? $"{parent.Path}." : "") + text.Split(':')[0];
            parents.Push((indent, path));
            (found[path], comment) = (comment, "");
        }

        return found;
    }
}
