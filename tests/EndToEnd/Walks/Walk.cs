using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;
using Xunit.Abstractions;

namespace Coffer.EndToEnd.Tests.Walks;

/// <summary>
/// Edits sets of objects round by round, and after each round compares what the operator made of it with what a fresh one
/// makes of the same manifests.
/// </summary>
/// <param name="servers">Servers.</param>
/// <param name="seed">How to repeat it, for people.</param>
/// <param name="place">Where the operator works whose objects are edited.</param>
/// <param name="walked">That operator.</param>
/// <param name="sets">Objects.</param>
/// <param name="output">For what failed.</param>
internal sealed class Walk(
    Servers servers, string seed, Surroundings place, CofferProcess walked, IReadOnlyList<WalkedSet> sets, ITestOutputHelper output)
{
    private const int AtOnce = 8;
    private const int StepsShown = 40;
    private const int LinesShown = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly string[] Flags = ["--restart-window", "0s", "--restart-interval", "0s", "--log-level", "information"];

    private readonly string[] _kinds = [.. place.First(0).Keys];
    private readonly List<WalkedSet> _going = [.. sets];

    /// <summary>What was found, a text for each set that failed.</summary>
    public List<string> Faults { get; } = [];

    public int Rounds { get; private set; }

    /// <summary>Greatest resident memory seen, bytes.</summary>
    public long Resident { get; private set; }

    /// <summary>The kinds of steps that no set has made.</summary>
    public IEnumerable<Step> NotMade => Enum.GetValues<Step>().Except(sets.SelectMany(set => set.Made));

    /// <summary>Walks until the time is up and each kind of step was made. A set that failed is walked no further.</summary>
    public async Task RunAsync(TimeSpan time)
    {
        var start = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(
            _going, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (set, _) => await set.BuildAsync());
        await CheckAsync();
        while (_going.Count > 0 && (TimeProvider.System.GetElapsedTime(start) < time || NotMade.Any()))
        {
            await Parallel.ForEachAsync(
                _going, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (set, _) => await set.StepAsync());
            await CheckAsync();
            Resident = Math.Max(Resident, ResidentOf(walked.Id));
            Rounds++;
        }

        Faults.AddRange(Bugs(walked));
    }

    private static IEnumerable<string> Bugs(CofferProcess process) => process.Log
        .Where(line => line.Contains("by a bug", StringComparison.Ordinal) || line.Contains("over a bug", StringComparison.Ordinal)
            || line.Contains("Unhandled exception", StringComparison.Ordinal))
        .Take(5).Concat(process.HasEnded ? [$"The operator has ended: {process.Tail()}"] : Array.Empty<string>());

    private static long ResidentOf(int process) => 1024 * long.Parse(
        File.ReadAllLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    private async Task CheckAsync()
    {
        await using var fresh = await FreshOperator.StartAsync(servers.Kubeconfig, place, _going, Flags);
        var (mine, theirs, late) = await ConvergeAsync(fresh.Place);
        foreach (var set in _going.ToList())
        {
            string[] faults = late.Contains(set.Number)
                ? [.. mine[set.Number].Differences(theirs[set.Number], "here", "fresh"), .. Stale(mine[set.Number], "here"),
                    .. Stale(theirs[set.Number], "fresh")]
                : [.. set.Note(mine[set.Number])];
            if (faults.Length > 0)
            {
                await FailAsync(set, faults);
            }
        }

        Faults.AddRange(Bugs(fresh.Process));
    }

    /// <summary>Looks at both until they are alike and stay so.</summary>
    private async Task<(IReadOnlyDictionary<int, SetView> Walked, IReadOnlyDictionary<int,
        SetView> Fresh, HashSet<int> Late)> ConvergeAsync(Surroundings fresh)
    {
        var start = TimeProvider.System.GetTimestamp();
        var since = new Dictionary<int, long>();
        while (true)
        {
            var numbers = _going.ConvertAll(set => set.Number);
            var mine = await SetView.LookAsync(place, _kinds, numbers, place);
            var theirs = await SetView.LookAsync(fresh, _kinds, numbers, place);
            foreach (var number in numbers)
            {
                if (!mine[number].IsCurrent || !theirs[number].IsCurrent || mine[number].Differences(theirs[number], "", "").Any())
                {
                    since.Remove(number);
                }
                else
                {
                    since.TryAdd(number, TimeProvider.System.GetTimestamp());
                }
            }

            var late = numbers.Where(number => !since.TryGetValue(number, out var from)
                || TimeProvider.System.GetElapsedTime(from) < Steady).ToHashSet();
            if (late.Count == 0 || TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                return (mine, theirs, late);
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private static string[] Stale(SetView view, string where) => view.IsCurrent ? [] : [$"{where} a status speaks of an older generation"];

    private async Task FailAsync(WalkedSet set, IEnumerable<string> faults)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"Set {set.Number}, round {Rounds} of {seed}:");
        Append(text, "Differences", faults);
        Append(text, "Steps of the round", set.Round);
        Append(text, "Steps before, newest last", set.Steps.SkipLast(set.Round.Count).TakeLast(StepsShown));
        var objects = await Task.WhenAll(set.Objects.Select(stored => place.Kube.FindAsync(ObjectId.Of(stored), default)));
        Append(text, "Manifests", objects.OfType<JsonObject>().Select(stored => Surroundings.Plain(stored).ToJsonString()));
        Append(text, "As they are stored", objects.OfType<JsonObject>().Select(Brief));
        Append(text, "Log", walked.Log.Where(line => line.Contains($"-{set.Number}", StringComparison.Ordinal)).TakeLast(LinesShown));
        output.WriteLine(text.ToString());
        Faults.Add(text.ToString());
        _going.Remove(set);
    }

    private static string Brief(JsonObject stored)
    {
        stored["metadata"]!.AsObject().Remove("managedFields");
        return stored.ToJsonString();
    }

    private static void Append(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"  {title}:");
        foreach (var line in lines)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    {line}");
        }
    }
}
