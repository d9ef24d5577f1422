using System.Diagnostics.Metrics;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts.Grains;
using Coffer.Grains.Sharing;
using Coffer.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit.Abstractions;

namespace Coffer.Cluster.Tests.Sharing;

/// <summary>Silos that join get their share of the work.</summary>
public sealed class SharerTests(ITestOutputHelper output)
{
    private const int Secrets = 3000;

    [Fact]
    public async Task After_joins_each_silo_holds_its_share_and_nothing_is_done_twice()
    {
        var world = Worlds.With(Secrets);
        await using var cluster = await SharingCluster.StartAsync(1, world);
        await SharingCluster.SyncedAsync(world);
        using var moves = new Moves(cluster.Silos[0]);
        var (reads, writes, logins) = (world.Reads, world.Writes, world.Auths.Logins);
        for (var silos = 2; silos <= 3; silos++)
        {
            await cluster.JoinAsync();
            var watch = FairWatch.Start();
            await cluster.AtRestAsync(silos);
            output.WriteLine($"{silos} silos: {string.Join(" ", cluster.Shares())} after {watch}");
            Assert.True(IsFair(cluster.Shares()), string.Join(" ", cluster.Shares()));
        }

        Assert.InRange(moves.Sharing, Secrets - cluster.Shares()[0], Secrets);
        Assert.Equal((reads, writes, logins, 0), (world.Reads, world.Writes, world.Auths.Logins, world.Gets));
    }

    [Fact]
    public async Task Who_waits_for_a_vault_that_hangs_moves_all_the_same()
    {
        var world = Worlds.With(300, tenants: 1);
        world.Latency = TimeSpan.FromHours(1);
        await using var cluster = await SharingCluster.StartAsync(1, world);
        await Eventually.HoldsAsync("all places at Vault are taken", () => world.Peak == 48 && cluster.Shares().Sum() == 300);
        var joined = await cluster.JoinAsync();

        // Whose read was given up works no more and would move anyway.
        await Eventually.HoldsAsync(
            "the new silo works too", () => SharingCluster.On(joined, static actor => actor is IStaticSecretGrain) - world.GivenUp > 75);
    }

    private static bool IsFair(IReadOnlyList<int> shares) =>
        shares.Sum() == Secrets && shares.All(share => Math.Abs(share - Secrets / (double)shares.Count) <= 0.1 * Secrets / shares.Count);
}

/// <summary>Counts the moves away from a silo, as its metrics tell them.</summary>
internal sealed class Moves : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _sharing;

    public Moves(InProcessSiloHandle silo)
    {
        var meter = silo.ServiceProvider.GetRequiredService<SharingMetrics>().Meter;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter) && instrument.Name == "coffer.actors.moves")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Interlocked.Add(
            ref _sharing, tags[0].Value is "sharing" ? count : 0));
        _listener.Start();
    }

    public long Sharing => Interlocked.Read(ref _sharing);

    public void Dispose() => _listener.Dispose();
}

/// <summary>Worlds to begin with.</summary>
internal static class Worlds
{
    public const int Tenants = 6;

    /// <summary>
    /// So many secrets of a few tenants, each with a VaultAuth; read once in their lives unless <paramref name="period"/> says otherwise.
    /// </summary>
    public static SharedWorld With(int secrets, Func<int, string?>? period = null, int tenants = Tenants)
    {
        var world = new SharedWorld();
        for (var tenant = 0; tenant < tenants; tenant++)
        {
            world.Auths.PutTenant($"t{tenant}");
        }

        for (var number = 0; number < secrets; number++)
        {
            world.Declare($"t{number % tenants}", $"s{number}", period?.Invoke(number));
        }

        return world;
    }
}
