using Coffer.Chaos.Tests.Network;
using Xunit.Abstractions;

namespace Coffer.Chaos.Tests.World;

/// <summary>What befalls a silo.</summary>
internal enum Fault
{
    Kill,
    Stop,
    Freeze,
    CutFromApi,
    CutFromSilos,
    Join,
}

/// <summary>
/// Brings faults upon a fleet, each drawn from a shuffled deck so that none is left out, and sees to it that three
/// silos run again after each.
/// </summary>
internal sealed class Trouble(Fleet fleet, Random random, ITestOutputHelper output)
{
    private static readonly TimeSpan Freeze = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Politeness = TimeSpan.FromSeconds(60);

    private readonly Queue<Fault> _deck = new();
    private readonly long _start = TimeProvider.System.GetTimestamp();

    /// <summary>How often each was brought about.</summary>
    public Dictionary<Fault, int> Done { get; } = [];

    /// <summary>What is possible on this machine and has not come about.</summary>
    public IEnumerable<Fault> NotDone => Possible().Except(Done.Keys);

    /// <summary>
    /// Goes on until so much time has passed since the start; with <paramref name="wholeDeck"/>, at least until each fault has come about.
    /// </summary>
    public async Task BringAsync(TimeSpan time, bool wholeDeck = false)
    {
        while (TimeProvider.System.GetElapsedTime(_start) < time || (wholeDeck && NotDone.Any()))
        {
            var (fault, silo) = (Draw(), fleet.Silos[random.Next(fleet.Silos.Count)]);
            Say($"{fault} {(fault == Fault.Join ? "and leave" : "")} {silo.Name}");
            await BringAsync(fault, silo);
            Done[fault] = Done.GetValueOrDefault(fault) + 1;
            await WaitAsync(TimeSpan.FromSeconds(random.Next(1, 4)));
        }
    }

    private Task BringAsync(Fault fault, Silo silo) => fault switch
    {
        Fault.Kill => KillAsync(silo),
        Fault.Stop => StopAsync(silo),
        Fault.Freeze => FreezeAsync(silo),
        Fault.CutFromApi => CutFromApiAsync(silo),
        Fault.CutFromSilos => CutFromSilosAsync(silo),
        _ => JoinAsync(silo),
    };

    private async Task KillAsync(Silo silo)
    {
        await silo.Process.KillAsync();
        await ReplaceAsync(silo);
    }

    private async Task StopAsync(Silo silo)
    {
        await silo.Process.StopAsync(Politeness);
        Assert.True(silo.Process.ExitCode == 0, $"{silo.Name} ended with {silo.Process.ExitCode}: {silo.Process.Tail()}");
        await ReplaceAsync(silo);
    }

    private async Task FreezeAsync(Silo silo)
    {
        silo.Process.Freeze();
        await WaitAsync(Freeze);
        silo.Process.Thaw();
        await SettleAsync(silo);
    }

    private async Task CutFromApiAsync(Silo silo)
    {
        silo.Seat.Api.Become(random.Next(2) == 0 ? Passage.Stalled : Passage.Refused);
        await WaitAsync(TimeSpan.FromSeconds(random.Next(8, 20)));
        silo.Seat.Api.Become(Passage.Open);
        await SettleAsync(silo);
    }

    private async Task CutFromSilosAsync(Silo silo)
    {
        silo.Seat.CutFromSilos();
        await WaitAsync(TimeSpan.FromSeconds(random.Next(8, 20)));
        silo.Seat.JoinSilos();
        await SettleAsync(silo);
    }

    private async Task JoinAsync(Silo leaving)
    {
        await fleet.StartAsync();
        await leaving.Process.StopAsync(Politeness);
        Assert.True(leaving.Process.ExitCode == 0, $"{leaving.Name} ended with {leaving.Process.ExitCode}: {leaving.Process.Tail()}");
        fleet.Strike(leaving);
        await AllSettleAsync();
    }

    private async Task SettleAsync(Silo silo)
    {
        // Whether it was too long for the others is theirs to say.
        Say($"{silo.Name} is {await fleet.StatusAsync(silo.Name)} when it is over");
        await AllSettleAsync();
    }

    private async Task AllSettleAsync()
    {
        foreach (var silo in fleet.Silos.ToList())
        {
            if (fleet.Silos.Contains(silo) && !await fleet.SettledAsync(silo))
            {
                Assert.True(silo.Process.ExitCode == 3, $"{silo.Name} ended with {silo.Process.ExitCode}: {silo.Process.Tail()}");
                Say($"{silo.Name} has ended itself");
                await ReplaceAsync(silo);
            }
        }
    }

    /// <summary>As a cluster would: the container again in its pod, or another pod.</summary>
    private async Task ReplaceAsync(Silo silo)
    {
        fleet.Strike(silo);
        var start = TimeProvider.System.GetTimestamp();
        var next = await fleet.StartAsync(random.Next(2) == 0 ? silo.Seat : null);
        Assert.True(await fleet.SettledAsync(next), next.Process.Tail());
        Say($"{next.Name} serves {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F1} s after its start");
        await AllSettleAsync();
    }

    private Fault Draw()
    {
        if (_deck.Count == 0)
        {
            var faults = Possible().ToArray();
            random.Shuffle(faults);
            Array.ForEach(faults, _deck.Enqueue);
        }

        return _deck.Dequeue();
    }

    private IEnumerable<Fault> Possible() => Enum.GetValues<Fault>().Where(fault => fault != Fault.CutFromSilos || fleet.HasNamespaces);

    private void Say(string what) => output.WriteLine($"{TimeProvider.System.GetElapsedTime(_start).TotalSeconds,6:F1} s: {what}");

    private static Task WaitAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System);
}
