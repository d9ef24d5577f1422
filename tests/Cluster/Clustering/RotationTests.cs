using Coffer.Cluster.Tests.Feeds;
using Coffer.Domain.ClusterTrust;
using Coffer.Silo.Clustering;

namespace Coffer.Cluster.Tests.Clustering;

/// <summary>A root is replaced while two silos with different clocks call each other and their connections come and go.</summary>
public sealed class RotationTests
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(7);

    private static readonly TlsOptions Brisk = new()
    {
        Reading = TimeSpan.FromMilliseconds(200),
        Hurry = TimeSpan.FromMilliseconds(50),
        ConnectionLife = TimeSpan.FromSeconds(1),
    };

    [Fact]
    public async Task No_call_is_lost_while_a_root_is_replaced_under_live_connections()
    {
        await using var world = await TlsWorld.StartAsync();
        var old = (await TlsWorld.AuthorityAsync(world.Home, new ShiftedTime(-TimeSpan.FromDays(243)))).Roots[0].Facts;
        ShiftedTime[] clocks = [new ShiftedTime(TimeSpan.FromMinutes(-5)), new ShiftedTime(TimeSpan.FromMinutes(5))];
        var first = await world.SiloAsync(time: clocks[0], options: Brisk);
        var second = await world.SiloAsync(first, clocks[1], Brisk);
        await Eventually.HoldsAsync("grains on both silos", async () => (await first.CallAsync()).Count == 2);
        using var enough = new CancellationTokenSource();
        var calls = Task.WhenAll(CallOnAsync(first, enough.Token), CallOnAsync(second, enough.Token));

        var seen = new HashSet<string>();
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromDays(6); passed += Step)
        {
            Array.ForEach(clocks, clock => clock.Advance(Step));
            await Eventually.HoldsAsync("both have looked", () => IsFresh(first, clocks[0]) && IsFresh(second, clocks[1]));
            seen.Add($"{first.Trust.Roots.Count} roots, {(first.Trust.Plan.Signer == old.Id ? "old" : "new")} signs");
            Assert.False(calls.IsCompleted, "calls go on");
        }

        await enough.CancelAsync();
        var done = await calls;
        Assert.Equal(["1 roots, old signs", "2 roots, old signs", "2 roots, new signs", "1 roots, new signs"], seen);
        Assert.All(done, count => Assert.True(count > 100, $"{count} calls"));
        Assert.NotEqual(old.Id, second.Trust.Plan.Signer);
        var renewed = first.Log.Lines.Count(line => line.Contains("Establishing connection", StringComparison.Ordinal))
            + second.Log.Lines.Count(line => line.Contains("Establishing connection", StringComparison.Ordinal));
        Assert.True(renewed > 5, $"{renewed} connections");
        Assert.DoesNotContain(first.Log.Lines.Concat(second.Log.Lines), line => line.Contains("No connection between", StringComparison.Ordinal));
    }

    private static bool IsFresh(TlsSilo silo, ShiftedTime clock) =>
        silo.Trust.Plan.NotAfter - clock.GetUtcNow() > TrustTimes.LeafLife / 3;

    /// <summary>How many calls were answered. A single one that is not ends the test.</summary>
    private static async Task<int> CallOnAsync(TlsSilo silo, CancellationToken enough)
    {
        var count = 0;
        while (!enough.IsCancellationRequested)
        {
            count += 20 * (await silo.CallAsync(count: 20)).Count;
        }

        return count;
    }
}
