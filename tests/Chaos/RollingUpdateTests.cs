using Coffer.Chaos.Tests.World;
using Coffer.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Coffer.Chaos.Tests;

/// <summary>Silos of the previous build give way to those of this one, while secrets rotate.</summary>
[Collection(ServersCollection.Name)]
public sealed class RollingUpdateTests(Servers servers, ITestOutputHelper output)
{
    private static readonly TimeSpan Politeness = TimeSpan.FromSeconds(60);

    [PreviousBuildFact]
    public async Task An_update_under_load_loses_nothing_and_logs_in_nowhere_again()
    {
        var previous = await PreviousBuild.MakeAsync();
        await using var stage = await Stage.BuildAsync(servers);
        await using var estate = await Estate.BuildAsync(stage, 200, "5s");
        await using var fleet = new Fleet(servers, stage, "--restart-window", "0s", "--restart-interval", "0s");
        var before = Figure.Logins(servers);
        await Task.WhenAll(fleet.StartAsync(folder: previous), fleet.StartAsync(folder: previous), fleet.StartAsync(folder: previous));
        await estate.InDateAsync();
        output.WriteLine($"logins when the update begins: {Figure.Logins(servers) - before}");

        using var stop = new CancellationTokenSource();
        var rotating = estate.RotateAsync(20, new Random(1), stop.Token);
        foreach (var old in fleet.Silos.ToList())
        {
            Assert.True(await fleet.SettledAsync(await fleet.StartAsync()));
            await old.Process.StopAsync(Politeness);
            Assert.True(old.Process.ExitCode == 0, $"{old.Name} ended with {old.Process.ExitCode}: {old.Process.Tail()}");
            fleet.Strike(old);
        }

        await stop.CancelAsync();
        await rotating;
        await estate.InDateAsync();
        output.WriteLine(string.Join(Environment.NewLine, estate.Figures()));
        output.WriteLine($"logins in all: {Figure.Logins(servers) - before}");

        estate.MustBeWhole();
        Assert.Equal([], estate.Journals.Objects.SelectMany(page => page.Value.Failures));
        Assert.Equal(1, Figure.Logins(servers) - before);
    }
}
