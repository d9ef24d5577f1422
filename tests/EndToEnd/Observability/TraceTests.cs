using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Observability;

/// <summary>One trace leads from the event of a feed to the rollout.</summary>
public sealed class TraceTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private static readonly string[] Wanted =
    [
        "hand out", "StaticSecretGrain turn", "Vault read", "Kubernetes apply secrets", "Kubernetes patch vaultstaticsecrets",
        "WorkloadGrain turn", "Kubernetes patch deployments",
    ];

    private TraceSink _sink = null!;
    private Stage _stage = null!;

    public async Task InitializeAsync()
    {
        _sink = await TraceSink.StartAsync();
        _stage = await Stage.BuildAsync(servers);
        _sink.Announce(_stage.Variables);
        await _stage.StartOperatorAsync("--restart-window", "1s");
        await _stage.DeclareLoginAsync();
    }

    public async Task DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _sink.DisposeAsync();
    }

    [Fact]
    public async Task From_the_event_of_a_feed_to_the_rollout()
    {
        await _stage.MakeDeploymentAsync("traced");
        await _stage.Vault.PutAsync("traced", ("password", "one"));
        await _stage.DeclareAsync("traced", manifest =>
        {
            manifest["spec"]!["refreshAfter"] = "24h";
            manifest["spec"]!["rolloutRestartTargets"] = new JsonArray(new JsonObject { ["kind"] = "Deployment", ["name"] = "traced" });
        }, "traced");
        await _stage.IsReadyAsync("traced");

        await _stage.Vault.PutAsync("traced", ("password", "two"));
        await _stage.Kube.MergeAsync(
            _stage.StaticSecret("traced"),
            JsonNode.Parse("""{"metadata":{"annotations":{"secrets.hashicorp.com/force-sync":"now"}}}""")!.AsObject(), default);
        await _stage.SecretBecomesAsync("traced", "password", "two", "traced");

        await Until.SeenAsync(
            "one trace of all of it", TimeSpan.FromSeconds(120), () => Task.FromResult((Traces().Any(IsWhole), Describe())), default);
    }

    [Fact]
    public async Task What_goes_on_every_few_seconds_is_no_trace()
    {
        await _stage.Vault.PutAsync("still", ("password", "one"));
        await _stage.DeclareAsync("still", path: "still");
        await _stage.IsReadyAsync("still");
        await _stage.EventuallyAsync("refreshes to be traced", _stage.StaticSecret("still"),
            () => Task.FromResult(Traces().Count(trace => trace.Any(span => span is { Name: "StaticSecretGrain turn", Parent: "" })) > 5));

        Assert.DoesNotContain(_sink.Spans, span => span.Name.EndsWith("/Poke", StringComparison.Ordinal)
            || span.Name.Contains("leases", StringComparison.Ordinal) || span.Name.Contains("watch", StringComparison.Ordinal));
    }

    private IEnumerable<IGrouping<string, Span>> Traces() => _sink.Spans.GroupBy(span => span.Trace);

    private string Describe() => string.Join(Environment.NewLine, Traces().Select(trace => string.Join(
        ", ", trace.Select(span => $"{span.Name} {span.Id[..4]}<{(span.Parent.Length > 0 ? span.Parent[..4] : "")}"))));

    /// <summary>Everything that is wanted is there and hangs on one root, the hand-out.</summary>
    private static bool IsWhole(IGrouping<string, Span> trace)
    {
        // An export that a busy machine takes for lost is sent again.
        var byId = trace.DistinctBy(span => span.Id).ToDictionary(span => span.Id);
        return Wanted.All(name => trace.Any(span => span.Name == name && Root(span, byId)?.Name == "hand out"));
    }

    private static Span? Root(Span span, Dictionary<string, Span> byId)
    {
        while (span.Parent.Length > 0)
        {
            if (!byId.TryGetValue(span.Parent, out var parent))
            {
                return null;
            }

            span = parent;
        }

        return span;
    }
}
