using System.Globalization;
using Coffer.Chaos.Tests.World;
using Coffer.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Coffer.Chaos.Tests;

/// <summary>
/// Three silos, secrets that rotate all the time, and one fault after the other, each at least once. COFFER_CHAOS_SEED names the
/// faults of a run (default 1), COFFER_CHAOS_SECONDS says how long it goes on at least (default 60), COFFER_CHAOS_SECRETS with how
/// many secrets (default 500).
/// </summary>
[Collection(ServersCollection.Name)]
public sealed class ChaosTests(Servers servers, ITestOutputHelper output)
{
    private const int RotationsASecond = 20;

    [Fact]
    public async Task Whatever_befalls_silos_every_rotation_arrives_and_rolls_its_workload_once()
    {
        var seed = Setting("COFFER_CHAOS_SEED", 1);
        output.WriteLine($"COFFER_CHAOS_SEED={seed}");
        await using var stage = await Stage.BuildAsync(servers);
        await using var estate = await Estate.BuildAsync(stage, Setting("COFFER_CHAOS_SECRETS", 500), "5s");
        await using var fleet = new Fleet(servers, stage, "--restart-window", "0s", "--restart-interval", "0s");
        await Task.WhenAll(fleet.StartAsync(), fleet.StartAsync(), fleet.StartAsync());
        await estate.InDateAsync();

        var trouble = new Trouble(fleet, new Random(seed), output);
        using var stop = new CancellationTokenSource();
        var rotating = estate.RotateAsync(RotationsASecond, new Random(seed), stop.Token);
        var time = TimeSpan.FromSeconds(Setting("COFFER_CHAOS_SECONDS", 60));
        await trouble.BringAsync(time / 2);
        var midway = fleet.Resident().Max();
        await trouble.BringAsync(time, wholeDeck: true);
        await stop.CancelAsync();
        await rotating;

        await estate.InDateAsync();
        Report(fleet, trouble, estate, midway);
        estate.MustBeWhole();
        Assert.Equal([], trouble.NotDone);
        Assert.Equal(3, fleet.Silos.Count);
        Assert.True(fleet.Resident().Max() < (1.5 * midway) + 100e6, $"Memory grew from {midway} to {fleet.Resident().Max()} bytes");
    }

    private void Report(Fleet fleet, Trouble trouble, Estate estate, long midway)
    {
        output.WriteLine(
            $"faults: {string.Join(", ", trouble.Done.Select(fault => $"{fault.Key} {fault.Value}"))}; silos started: {fleet.Started}");
        foreach (var fault in Enum.GetValues<Fault>().Except(trouble.Done.Keys))
        {
            output.WriteLine($"NOT RUN: {fault}; it needs root, iproute2 and the right to make network namespaces");
        }

        foreach (var line in estate.Figures())
        {
            output.WriteLine(line);
        }

        output.WriteLine($"logins: {Figure.Logins(servers)}; resident: at most {midway / 1e6:F0} MB midway, "
            + $"{fleet.Resident().Max() / 1e6:F0} MB at the end");
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
