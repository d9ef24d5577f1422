using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Cases;

/// <summary>Dashboard and alerts ask for metrics that there are.</summary>
public sealed partial class MonitoringTests
{
    private const string Monitoring =
        "telemetry: { serviceMonitor: { enabled: true }, prometheusRule: { enabled: true }, grafanaDashboard: { enabled: true } }";

    /// <summary>Metrics that the runtime, Orleans and Prometheus itself export.</summary>
    private static readonly string[] Others =
        ["up", "orleans_catalog_activations", "dotnet_process_memory_working_set_bytes", "dotnet_process_cpu_time_seconds_total"];

    [Fact]
    public void Every_metric_asked_for_is_exported()
    {
        var exported = Exported().Concat(Others).ToHashSet();
        var asked = Expressions().SelectMany(expression => Metric().Matches(expression).Select(match => match.Groups[1].Value)).Distinct()
            .ToList();

        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, metric => !exported.Contains(metric));
    }

    [Fact]
    public void Every_expression_is_of_this_release_alone()
    {
        var matchers = Expressions().SelectMany(expression => Selector().Matches(expression).Select(match => match.Value)).ToList();

        Assert.NotEmpty(matchers);
        Assert.All(matchers, matcher => Assert.Contains(
            "namespace=\"coffer-system\",service=\"coffer-metrics\"", matcher, StringComparison.Ordinal));
        Assert.All(Expressions(), expression => Assert.DoesNotContain("JOB", expression, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_expression_has_its_brackets_closed() => Assert.All(Expressions(), expression =>
    {
        Assert.Equal(expression.Count(c => c == '('), expression.Count(c => c == ')'));
        Assert.Equal(expression.Count(c => c == '{'), expression.Count(c => c == '}'));
        Assert.Equal(expression.Count(c => c == '['), expression.Count(c => c == ']'));
    });

    [Fact]
    public void The_dashboard_is_one_that_Grafana_can_lay_out()
    {
        var dashboard = Dashboard();
        var panels = dashboard["panels"]!.AsArray();

        Assert.Equal(panels.Count, panels.Select(panel => panel!["id"]!.ToJsonString()).Distinct().Count());
        Assert.Equal(panels.Count, panels.Select(panel => panel!["gridPos"]!.ToJsonString()).Distinct().Count());
        Assert.All(panels, panel => Assert.True((string?)panel!["type"] is "stat" or "timeseries"));
        Assert.All(panels, panel => Assert.NotEmpty(panel!["targets"]!.AsArray()));
        Assert.InRange(((string)dashboard["uid"]!).Length, 1, 40);
        Assert.Equal("datasource", (string?)dashboard["templating"]!["list"]![0]!["type"]);
    }

    [Fact]
    public void Every_alert_tells_what_is_wrong_and_what_to_do() => Assert.All(Rules(), rule =>
    {
        Assert.True((string?)rule!["labels"]!["severity"] is "warning" or "critical");
        Assert.NotEqual("", (string?)rule["annotations"]!["summary"] ?? "");
        Assert.NotEqual("", (string?)rule["annotations"]!["description"] ?? "");
    });

    private static IEnumerable<string> Expressions() => Rules().Select(rule => (string)rule!["expr"]!)
        .Concat(
            Dashboard()["panels"]!.AsArray().SelectMany(panel => panel!["targets"]!.AsArray()).Select(target => (string)target!["expr"]!));

    private static JsonArray Rules() => new Release(Monitoring).Render().One("PrometheusRule").At("spec/groups/0/rules")!.AsArray();

    private static JsonObject Dashboard() =>
        JsonNode.Parse((string)new Release(Monitoring).Render().One("ConfigMap").Json["data"]!["coffer.json"]!)!.AsObject();

    /// <summary>
    /// The instruments in the sources, under the names that the Prometheus exporter gives them (seen in what a running operator exports).
    /// </summary>
    private static IEnumerable<string> Exported() => Directory.EnumerateFiles(Repository.Path("src"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => Instrument().Matches(File.ReadAllText(file))
            .SelectMany(match => Names(match.Groups["kind"].Value, match.Groups["name"].Value, match.Groups["unit"].Value)));

    private static IEnumerable<string> Names(string kind, string instrument, string unit)
    {
        var name = instrument.Replace('.', '_').Replace('-', '_') + (unit == "s" ? "_seconds" : unit == "By" ? "_bytes" : "");
        return kind.Contains("Histogram", StringComparison.Ordinal) ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"]
            : kind.Contains("Counter", StringComparison.Ordinal) && !kind.Contains("UpDown", StringComparison.Ordinal) ? [$"{name}_total"]
            : [name];
    }

    [GeneratedRegex(
        """(?<kind>Create(Observable)?(UpDown)?(Counter|Histogram|Gauge))(<[a-z]+>)?\(\s*"(?<name>[a-z._-]+)"(,\s*([^",]+,\s*)?"(?<unit>[^"]*)")?""")]
    private static partial Regex Instrument();

    [GeneratedRegex("([a-z_]+)\\{")]
    private static partial Regex Metric();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Selector();
}
