using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Common;
using Xunit.Abstractions;

namespace Coffer.EndToEnd.Tests.Story;

/// <summary>The process itself.</summary>
[Collection(ServersCollection.Name)]
public sealed class ProcessTests(Servers servers, ITestOutputHelper output)
{
    [Fact]
    public async Task Stops_politely_within_5_seconds_when_idle()
    {
        await using var stage = await Stage.OpenAsync(servers);

        var watch = FairWatch.Start();
        await stage.Operator.StopAsync(TimeSpan.FromSeconds(60));

        output.WriteLine($"stopped after {watch}");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"stopped after {watch}");
        Assert.Equal(0, stage.Operator.ExitCode);
    }

    [Fact]
    public async Task Keeps_a_heartbeat_in_its_own_namespace()
    {
        await using var stage = await Stage.OpenAsync(servers);
        var lease = new Coffer.Playground.Clients.ObjectId("coordination.k8s.io/v1", "Lease", stage.Home, "coffer-heartbeat");

        await stage.EventuallyAsync("the heartbeat", lease, async () => (string?)(await stage.Kube.FindAsync(lease, default))?["spec"]?["renewTime"] is not null);
    }
}
