namespace Coffer.Bench.Report;

/// <summary>Sorted times.</summary>
internal sealed class Latencies
{
    private readonly TimeSpan[] _sorted;

    public Latencies(IEnumerable<TimeSpan> times) => _sorted = [.. times.Order()];

    public int Count => _sorted.Length;

    public TimeSpan Worst => _sorted[^1];

    /// <summary>The time that this share of all stays within (nearest rank).</summary>
    public TimeSpan Percentile(double share) => _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)];

    /// <summary>How many fall into each of some equal steps from 0 to the worst.</summary>
    public IReadOnlyList<(TimeSpan UpTo, int Count)> Histogram(int steps)
    {
        var width = Math.Max(1, (Worst.Ticks + steps) / steps);
        var counts = new int[steps];
        Array.ForEach(_sorted, time => counts[Math.Min(steps - 1, Math.Max(0, time.Ticks) / width)]++);
        return [.. counts.Select((count, step) => (TimeSpan.FromTicks(width * (step + 1)), count))];
    }
}
