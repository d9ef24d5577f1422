using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// A value rotates while the API server fails at one kind of request in one way. Nothing is lost or blanked, nobody asks in a hot loop, and
/// all comes right soon after the fault ends, with one rollout.
/// </summary>
public sealed class KubernetesFaultTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly Dictionary<string, Func<KubeRequest, bool>> Requests = new()
    {
        ["secret"] = request => request is { Resource: "secrets", Verb: "patch" },
        ["status"] = request => request is { Resource: "vaultstaticsecrets", Verb: "patch", Subresource: "status" },
        ["workload"] = request => request is { Resource: "deployments", Verb: "get" or "patch", UserAgent: var agent } && IsOperator(agent),
    };

    private static readonly Dictionary<string, (FaultAction Action, int Seconds)> Actions = new()
    {
        ["409"] = (new FaultAction.Answer(409), 4),
        ["410"] = (new FaultAction.Answer(410), 4),
        ["429"] = (new FaultAction.Answer(429, RetryAfterSeconds: 1), 4),
        ["500"] = (new FaultAction.Answer(500), 4),
        ["503"] = (new FaultAction.Answer(503), 4),
        ["slow"] = (new FaultAction.Delay(TimeSpan.FromSeconds(2)), 4),
        ["hang"] = (new FaultAction.Hang(), 13),
        ["drop"] = (new FaultAction.Drop(), 4),
        ["lost answer"] = (new FaultAction.LoseAnswer(), 4),
        ["html"] = (new FaultAction.Raw(200, "text/html", "<html>It works!</html>"), 4),
    };

    private static readonly Dictionary<string, Case> Cases = (
        from request in Requests
        from action in Actions
        select new Case($"{request.Key} {action.Key}", request.Value, action.Value.Action,
            TimeSpan.FromSeconds(action.Value.Seconds))).ToDictionary(each => each.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_rotation_survives(string name) => stage.RunAsync(Cases, name, RunAsync);

    private static async Task RunAsync(Stage stage, Case @case)
    {
        var tenant = await stage.SyncedAsync(@case.Name.Replace(' ', '-'));
        var watch = FairWatch.Start();
        var fault = stage.World.Kubernetes.Faults.Add(
            request => request.Namespace == tenant.Namespace && @case.Matches(request), @case.Action);
        await tenant.PutAsync("two");
        await Verify.EventuallyAsync(tenant, "the fault to hit", () => Task.FromResult(fault.Hits > 0));
        await Task.Delay(@case.Lasts, TimeProvider.System);

        var during = await tenant.ValueAsync();
        Assert.True(during is "one" or "two", $"the Secret holds {during}");
        Assert.NotNull(await tenant.ValueAsync(key: "_raw"));
        Assert.InRange(fault.Hits, 1, 15 + (int)(watch.Wall - @case.Lasts).TotalSeconds);
        fault.Dispose();

        await tenant.SettlesAsync("two");
        await Verify.RotationsAsync(tenant, 1);
        await Verify.RefreshesPassAsync(stage.Operator, tenant);
        await Verify.RotationsAsync(tenant, 1);
    }

    /// <summary>The tests look at Deployments too.</summary>
    private static bool IsOperator(string agent) => agent.StartsWith("coffer", StringComparison.OrdinalIgnoreCase);

    private sealed record Case(string Name, Func<KubeRequest, bool> Matches, FaultAction Action, TimeSpan Lasts);
}
