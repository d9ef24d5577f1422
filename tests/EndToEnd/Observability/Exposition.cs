using System.Text.RegularExpressions;

namespace Coffer.EndToEnd.Tests.Observability;

/// <summary>A metric as Prometheus sees it, or as the documentation has it.</summary>
internal sealed record Metric(string Name, string Type, string Labels)
{
    public override string ToString() => $"{Name} {Type} {Labels}";
}

/// <summary>Reads the text format of Prometheus, and the tables of docs/metrics.md.</summary>
internal static partial class Exposition
{
    /// <summary>Coffer's own metrics of a page: those of Orleans and of the runtime are not ours to document.</summary>
    public static IReadOnlyList<Metric> OfPage(string page)
    {
        var types = TypeLines().Matches(page).ToDictionary(line => line.Groups["name"].Value, line => line.Groups["type"].Value);
        var labels = Samples().Matches(page)
            .ToLookup(sample => sample.Groups["name"].Value, sample => Labels(sample.Groups["labels"].Value));
        return [.. types.Where(type => IsOurs(type.Key)).Select(type => new Metric(
            type.Key, type.Value,
            Join(labels.Where(samples => Stem(samples.Key, type) == type.Key).SelectMany(samples => samples).SelectMany(names => names))))];
    }

    public static IReadOnlyList<Metric> OfDocumentation(string markdown) =>
    [
        .. Rows().Matches(markdown).Select(row => new Metric(
            row.Groups["name"].Value, row.Groups["type"].Value,
            Join(row.Groups["labels"].Value.Split(['`', ',', ' '], StringSplitOptions.RemoveEmptyEntries)))),
    ];

    /// <summary>Those that appear with the first such event only.</summary>
    public static IReadOnlySet<string> Rare(string markdown) =>
        Rows().Matches(markdown).Where(row => row.Value.Contains('²')).Select(row => row.Groups["name"].Value).ToHashSet();

    private static bool IsOurs(string name) => name.StartsWith("coffer_", StringComparison.Ordinal)
        || name.StartsWith("vso_", StringComparison.Ordinal) || name.StartsWith("controller_", StringComparison.Ordinal);

    private static string Stem(string sample, KeyValuePair<string, string> type) =>
        type.Value == "histogram" ? HistogramSuffix().Replace(sample, "") : sample;

    private static IEnumerable<string> Labels(string text) =>
        LabelNames().Matches(text).Select(label => label.Groups[1].Value)
            .Where(label => label != "le" && !label.StartsWith("otel_scope", StringComparison.Ordinal));

    private static string Join(IEnumerable<string> labels) => string.Join(",", labels.Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^# TYPE (?<name>\S+) (?<type>\S+)\r?$", RegexOptions.Multiline)]
    private static partial Regex TypeLines();

    [GeneratedRegex(@"^(?<name>[a-z_]+)\{(?<labels>.*)\} ", RegexOptions.Multiline)]
    private static partial Regex Samples();

    [GeneratedRegex(@"([a-z_]+)=""")]
    private static partial Regex LabelNames();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex HistogramSuffix();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<type>\w+) \|(?<labels>[^|]*)\|.*$", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
