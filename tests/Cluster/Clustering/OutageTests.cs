using Coffer.Cluster.Tests.Feeds;
using Coffer.Silo.Clustering;
using Orleans.Runtime;

namespace Coffer.Cluster.Tests.Clustering;

/// <summary>The API server, which keeps the authority, is away for longer than the silos' certificates live.</summary>
public sealed class OutageTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromHours(25);

    private static readonly TlsOptions Brisk = new()
    {
        HandshakeLimit = TimeSpan.FromMinutes(1),
        Reading = TimeSpan.FromMilliseconds(200),
        ReadAtMostEvery = TimeSpan.FromMilliseconds(50),
    };

    [Fact]
    public async Task Silos_go_on_over_their_connections_with_certificates_that_ran_out_and_renew_them_when_the_API_server_is_back()
    {
        await using var world = await TlsWorld.StartAsync();
        var (first, second, clocks) = await PairAsync(world, Brisk);

        await world.TakeDownAsync();
        Array.ForEach(clocks, clock => clock.Advance(Outage));
        await Eventually.HoldsAsync("calls are answered by both without new certificates", () => IsAnsweredAsync(first));
        Assert.True(IsOver(first, clocks[0]) && IsOver(second, clocks[1]), "both certificates have run out");

        await world.BringBackAsync();
        await Eventually.HoldsAsync("both have renewed", () => !IsOver(first, clocks[0]) && !IsOver(second, clocks[1]));
        await Eventually.HoldsAsync("calls are answered by both", () => IsAnsweredAsync(first));
        Assert.Equal(2, first.ActiveSilos);
    }

    private static bool IsOver(TlsSilo silo, ShiftedTime clock) => silo.Trust.Plan.NotAfter < clock.GetUtcNow();

    private static async Task<(TlsSilo First, TlsSilo Second, ShiftedTime[] Clocks)> PairAsync(TlsWorld world, TlsOptions options)
    {
        ShiftedTime[] clocks = [new ShiftedTime(TimeSpan.FromMinutes(-5)), new ShiftedTime(TimeSpan.FromMinutes(5))];
        var first = await world.SiloAsync(time: clocks[0], options: options);
        var second = await world.SiloAsync(first, clocks[1], options);
        await Eventually.HoldsAsync("grains on both silos", () => IsAnsweredAsync(first));
        return (first, second, clocks);
    }

    private static async Task<bool> IsAnsweredAsync(TlsSilo silo)
    {
        try
        {
            return (await silo.CallAsync(count: 20)).Count == 2;
        }
        catch (Exception lost) when (lost is TimeoutException or SiloUnavailableException or OrleansMessageRejectionException)
        {
            return false;
        }
    }
}
