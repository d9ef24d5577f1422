using Coffer.Contracts.Ports;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Heartbeat;

/// <summary>The operator's heartbeat where there is no table of silos. Every secret waits for its first reading.</summary>
public sealed class LeaseHeartbeatTests
{
    private static readonly Func<Heard, Microsoft.AspNetCore.Http.HttpContext, Task> Found =
        ScriptedApi.Json(200, """{"kind":"Lease","spec":{"renewTime":"2026-11-24T10:00:00.000000Z"}}""");

    [Fact]
    public async Task It_is_what_the_Lease_says()
    {
        await using var api = await ScriptedApi.StartAsync(Found);
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero), await LastAliveAsync(kube));
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("null")]
    [InlineData("17")]
    public async Task A_Lease_that_somebody_spoilt_is_no_heartbeat_and_holds_nobody_up(string renewTime)
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Json(200, $$""" { "kind": "Lease", "spec": { "renewTime": {{renewTime}} } } """));
        await using var kube = new KubeHarness(api.Address);

        Assert.Null(await LastAliveAsync(kube));
    }

    [Fact]
    public async Task While_it_can_not_be_read_the_log_says_what_is_waited_for()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Status(403, "Forbidden", "leases is forbidden"), Found);
        await using var kube = new KubeHarness(api.Address);

        Assert.NotNull(await LastAliveAsync(kube));

        Assert.Contains(kube.Log, line => line.StartsWith("Warning", StringComparison.Ordinal)
            && line.Contains("Lease coffer/coffer-heartbeat", StringComparison.Ordinal)
            && line.Contains("leases is forbidden", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_read_it_is_told_what_right_is_missing_and_by_readiness_too()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Status(403, "Forbidden", "leases is forbidden"));
        await using var kube = new KubeHarness(api.Address);
        var heartbeat = kube.Get<IHeartbeat>();
        Assert.Null(heartbeat.Obstacle);
        using var stop = new CancellationTokenSource();

        var asking = heartbeat.LastAliveAsync(stop.Token);
        await Eventually.IsTrueAsync(() => heartbeat.Obstacle is not null, "the obstacle to be told");

        Assert.StartsWith("the operator's Role in namespace coffer must allow get, create and patch on leases.coordination.k8s.io: ",
            heartbeat.Obstacle!.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Once_it_is_read_nothing_is_in_the_way()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Status(403, "Forbidden", "leases is forbidden"), Found);
        await using var kube = new KubeHarness(api.Address);

        await LastAliveAsync(kube);

        Assert.Null(kube.Get<IHeartbeat>().Obstacle);
    }

    private static Task<DateTimeOffset?> LastAliveAsync(KubeHarness kube) =>
        kube.Get<IHeartbeat>().LastAliveAsync(default).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
}
