using Coffer.Chaos.Tests.World;
using Coffer.Embedded.Vault.Faults;
using Coffer.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Coffer.Chaos.Tests;

/// <summary>All silos die at once, every secret rotates meanwhile, and they come back.</summary>
[Collection(ServersCollection.Name)]
public sealed class ReturnTests(Servers servers, ITestOutputHelper output)
{
    private const int Silos = 3;
    private const int Budget = 4;
    private const int Secrets = 300;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task All_come_back_at_once_and_Vault_is_asked_no_more_than_the_budget_allows()
    {
        await using var stage = await Stage.BuildAsync(servers);
        await using var estate = await Estate.BuildAsync(stage, Secrets, "30s");
        await using var fleet = new Fleet(
            servers, stage, "--restart-window", "0s", "--restart-interval", "0s", "--vault-requests", $"{Budget}");
        await Task.WhenAll(fleet.StartAsync(), fleet.StartAsync(), fleet.StartAsync());
        await estate.InDateAsync();

        var dead = fleet.Silos.ToList();
        await Task.WhenAll(dead.Select(silo => silo.Process.KillAsync()));
        dead.ForEach(fleet.Strike);
        foreach (var name in estate.Names)
        {
            await estate.PutAsync(name);
        }

        using var slow = servers.EmbeddedVault!.Faults.Add(
            (_, path, _) => path.StartsWith(stage.Vault.Kv, StringComparison.Ordinal), new FaultAction.Delay(Latency));
        var (before, logins) = (Figure.Asked(servers), Figure.Logins(servers));
        using var stop = new CancellationTokenSource();
        var watching = BusiestSecondAsync(stop.Token);
        await Task.WhenAll(dead.Select(silo => fleet.StartAsync(silo.Seat)));
        await estate.InDateAsync();
        await stop.CancelAsync();
        var busiest = await watching;

        output.WriteLine(string.Join(Environment.NewLine, estate.Figures()));
        output.WriteLine($"Vault: {Figure.Asked(servers) - before} requests, at most {busiest:F0} a second of "
            + $"{Silos * Budget / Latency.TotalSeconds:F0} that the budget allows; {Figure.Logins(servers) - logins} logins");
        Assert.True(busiest <= (Silos * Budget / Latency.TotalSeconds) + (Silos * Budget), $"{busiest} requests in a second");
        // While silos join, an actor may for a moment be on two of them: then each logs in.
        Assert.InRange(Figure.Logins(servers) - logins, 1, Silos);
        estate.MustBeWhole();
    }

    private async Task<double> BusiestSecondAsync(CancellationToken stop)
    {
        // The clock is read before the first count and after the last, so that a stall in between never makes a second of more.
        var busiest = 0.0;
        var (time, asked) = (TimeProvider.System.GetTimestamp(), Figure.Asked(servers));
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Beat, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var begin = TimeProvider.System.GetTimestamp();
            var askedNow = Figure.Asked(servers);
            var span = TimeProvider.System.GetElapsedTime(time);
            if (span >= Beat * 0.9)
            {
                busiest = Math.Max(busiest, (askedNow - asked) / span.TotalSeconds);
                (asked, time) = (askedNow, begin);
            }
        }

        return busiest;
    }
}
