using System.Globalization;
using System.Text.RegularExpressions;
using Coffer.Tests.Support;

namespace Coffer.Bench.Serving;

/// <summary>
/// A real API server: its own metric <c>apiserver_request_total</c> is the count. The run has to be its only user
/// but for the control plane.
/// </summary>
internal sealed partial class RealKubernetes(string kubeconfig) : IKubernetesUnderTest
{
    private const string Requests = "apiserver_request_total{";

    private readonly KubeClient _client = new(kubeconfig);

    public string Kubeconfig => kubeconfig;

    public async Task<IReadOnlyList<KubeCount>> CountAsync(CancellationToken cancellation) =>
        Parse(await _client.TextAsync("metrics", cancellation));

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Series differ in more labels than a kind of request has (code, scope, version): they are added up.</summary>
    private static List<KubeCount> Parse(string metrics) =>
    [
        .. metrics.Split('\n').Where(line => line.StartsWith(Requests, StringComparison.Ordinal)).Select(Series)
            .GroupBy(series => series with { Count = 0 }).Select(kind => kind.Key with { Count = kind.Sum(series => series.Count) }),
    ];

    private static KubeCount Series(string line)
    {
        var end = line.LastIndexOf('}');
        var labels = Label().Matches(line[..end]).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var verb = labels.GetValueOrDefault("verb", "");
        var count = (long)double.Parse(line.AsSpan(end + 1), CultureInfo.InvariantCulture);
        return new KubeCount(Verb(verb), labels.GetValueOrDefault("resource", ""), labels.GetValueOrDefault("subresource", ""),
            verb == "APPLY" ? "application/apply-patch+yaml" : "", count);
    }

    /// <summary>The metric speaks of HTTP methods, authorization of verbs.</summary>
    private static string Verb(string method) => method switch
    {
        "POST" => "create",
        "PUT" => "update",
        "APPLY" => "patch",
        _ => method.ToLowerInvariant(),
    };

    [GeneratedRegex("([a-z_]+)=\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Label();
}
