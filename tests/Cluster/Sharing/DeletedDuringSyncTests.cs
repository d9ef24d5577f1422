using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Grains.Auths;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Cluster.Tests.Sharing;

/// <summary>A resource is deleted while it is being synced.</summary>
public sealed class DeletedDuringSyncTests
{
    [Fact]
    public async Task What_a_sync_asks_for_after_its_resource_is_gone_is_not_kept_for_it()
    {
        var world = Worlds.With(1, static _ => "8760h", tenants: 1);
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.OnRead = async () =>
        {
            begun.TrySetResult();
            await end.Task;
            return new Failure(FailureKind.Forbidden, "403 permission denied");
        };
        await using var cluster = await SharingCluster.StartAsync(1, world);
        var sessions = (Sessions)cluster.Silos[0].ServiceProvider.GetRequiredService<ISessions>();
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        Assert.Equal(1, sessions.Count);

        var key = Assert.Single(world.Keys);
        await cluster.Grains.GetGrain<IStaticSecretGrain>(key.ToString()).ObserveDeleted($"uid-{key.Namespace}-{key.Name}", "999999999");
        await Eventually.HoldsAsync("nobody left", () => sessions.Count == 0);
        end.SetResult();

        await Eventually.HoldsAsync(
            "the refusal looked at, and nobody left", () => world.Auths.Lookups > 0 && sessions.Count == 0, seconds: 30);
    }
}
