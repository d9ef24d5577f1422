using Coffer.Cluster.Tests.Feeds;
using Coffer.Domain.ClusterTrust;
using Coffer.Silo.Clustering;
using Orleans.Runtime;

namespace Coffer.Cluster.Tests.Clustering;

/// <summary>A root is replaced while two silos whose clocks differ by ten minutes are at work.</summary>
public sealed class RotationTests
{
    private static readonly string[] Stages = ["1 roots, old signs", "2 roots, old signs", "2 roots, new signs", "1 roots, new signs"];
    private static readonly TimeSpan Step = TimeSpan.FromHours(7);

    private static readonly TlsOptions Brisk = new()
    {
        HandshakeLimit = TimeSpan.FromMinutes(1),
        Reading = TimeSpan.FromMilliseconds(200),
        ReadAtMostEvery = TimeSpan.FromMilliseconds(50),
    };

    [Fact]
    public async Task Calls_go_on_over_a_connection_that_outlives_its_root()
    {
        await using var world = await TlsWorld.StartAsync();
        var pair = await Pair.StartAsync(world, Brisk);
        using var enough = new CancellationTokenSource();
        var calls = Task.WhenAll(CallOnAsync(pair.First, enough.Token), CallOnAsync(pair.Second, enough.Token));

        var seen = await pair.RotateAsync(() =>
        {
            Assert.False(calls.IsCompleted, "calls go on");
            return Task.CompletedTask;
        });

        await enough.CancelAsync();
        Assert.Equal(Stages, seen);
        Assert.All(await calls, count => Assert.True(count > 100, $"{count} calls"));
    }

    [Fact]
    public async Task New_connections_are_made_in_every_stage_and_serve()
    {
        await using var world = await TlsWorld.StartAsync();
        var pair = await Pair.StartAsync(world, Brisk with { ConnectionLife = TimeSpan.FromSeconds(6) });

        var seen = await pair.RotateAsync(async () =>
        {
            var before = pair.Connections;
            await Eventually.HoldsAsync("the connections' time is up and there are others", () => pair.Connections > before);
            await Eventually.HoldsAsync("calls are answered", () => IsAnsweredAsync(pair.First), seconds: 180);
        });

        Assert.Equal(Stages, seen);
        Assert.DoesNotContain(pair.Log, line => line.Contains("No connection between", StringComparison.Ordinal));
    }

    /// <summary>
    /// A call that is under way when a connection's time is up without a quiet moment may be lost, and these live six seconds only.
    /// </summary>
    private static async Task<bool> IsAnsweredAsync(TlsSilo silo)
    {
        try
        {
            return (await silo.CallAsync(count: 8)).Count == 2;
        }
        catch (Exception lost) when (lost is TimeoutException or SiloUnavailableException or OrleansMessageRejectionException)
        {
            return false;
        }
    }

    /// <summary>How many calls were answered. A single one that is not ends the test.</summary>
    private static async Task<int> CallOnAsync(TlsSilo silo, CancellationToken enough)
    {
        var count = 0;
        for (; !enough.IsCancellationRequested; count += 20)
        {
            await silo.CallAsync(count: 20);
        }

        return count;
    }

    /// <summary>Two silos whose root is soon to be replaced.</summary>
    private sealed record Pair(TlsSilo First, TlsSilo Second, IReadOnlyList<ShiftedTime> Clocks, string OldRoot)
    {
        public IEnumerable<string> Log => First.Log.Lines.Concat(Second.Log.Lines);

        public int Connections => Log.Count(line => line.Contains("Connected to endpoint", StringComparison.Ordinal));

        private string Stage
        {
            get
            {
                var trust = First.Trust;
                return $"{trust.Roots.Count} roots, {(trust.Plan.Signer == OldRoot ? "old" : "new")} signs";
            }
        }

        public static async Task<Pair> StartAsync(TlsWorld world, TlsOptions options)
        {
            var old = (await TlsWorld.AuthorityAsync(world.Home, new ShiftedTime(-TimeSpan.FromDays(243)))).Roots[0].Facts;
            ShiftedTime[] clocks = [new ShiftedTime(TimeSpan.FromMinutes(-5)), new ShiftedTime(TimeSpan.FromMinutes(5))];
            var first = await world.SiloAsync(time: clocks[0], options: options);
            var second = await world.SiloAsync(first, clocks[1], options);
            await Eventually.HoldsAsync("grains on both silos", () => IsAnsweredAsync(first));
            return new Pair(first, second, clocks, old.Id);
        }

        /// <summary>
        /// Six days in steps that are shorter than what a certificate has left when it is renewed. Returns the stages; calls back in each.
        /// </summary>
        public async Task<IReadOnlyList<string>> RotateAsync(Func<Task> inNewStage)
        {
            var seen = new List<string>();
            for (var passed = TimeSpan.Zero; passed < TimeSpan.FromDays(6); passed += Step)
            {
                if (!seen.Contains(Stage))
                {
                    seen.Add(Stage);
                    await inNewStage();
                }

                foreach (var clock in Clocks)
                {
                    clock.Advance(Step);
                }

                await Eventually.HoldsAsync("both have renewed", () => IsFresh(First, Clocks[0]) && IsFresh(Second, Clocks[1]));
            }

            return seen;
        }

        private static bool IsFresh(TlsSilo silo, ShiftedTime clock) =>
            silo.Trust.Plan.NotAfter - clock.GetUtcNow() > TrustTimes.LeafLife / 3;
    }
}
