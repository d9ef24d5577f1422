namespace Coffer.Templates.Re2.Unicode;

/// <summary>
/// Collects ranges of code points and hands them back in the form the engine works on: pairs (first, last), ascending, neither
/// touching nor overlapping.
/// </summary>
internal sealed class RuneRanges
{
    public const int MaxRune = 0x10FFFF;

    /// <summary>So many ranges may wait before they are merged: a class may name the same characters over and over.</summary>
    private const int MergeAt = 8_192;

    private readonly HashSet<int[]> _added = [];
    private List<(int Low, int High)> _ranges = [];
    private int _mergeAt = MergeAt;

    public void Add(int low, int high)
    {
        if (_ranges.Count > 0 && _ranges[^1] is var last && low == last.High + 1)
        {
            _ranges[^1] = (last.Low, high);
            return;
        }

        _ranges.Add((low, high));
        if (_ranges.Count >= _mergeAt)
        {
            Merge();
            _mergeAt = Math.Max(MergeAt, _ranges.Count * 2);
        }
    }

    /// <summary>Adds pairs that are never changed; the same array is added once.</summary>
    public void AddAll(int[] pairs)
    {
        for (var at = _added.Add(pairs) ? 0 : pairs.Length; at < pairs.Length; at += 2)
        {
            Add(pairs[at], pairs[at + 1]);
        }
    }

    public int[] ToPairs()
    {
        Merge();
        return [.. _ranges.SelectMany(range => new[] { range.Low, range.High })];
    }

    private void Merge()
    {
        _ranges.Sort();
        var merged = new List<(int Low, int High)>(_ranges.Count);
        foreach (var (low, high) in _ranges)
        {
            if (merged.Count > 0 && merged[^1] is var last && low <= last.High + 1)
            {
                merged[^1] = (last.Low, Math.Max(last.High, high));
                continue;
            }

            merged.Add((low, high));
        }

        _ranges = merged;
    }

    /// <summary>All code points that are not in the (merged) pairs.</summary>
    public static int[] Negate(ReadOnlySpan<int> pairs)
    {
        var rest = new List<int>(pairs.Length + 2);
        var next = 0;
        for (var at = 0; at < pairs.Length; at += 2)
        {
            if (next < pairs[at])
            {
                rest.Add(next);
                rest.Add(pairs[at] - 1);
            }

            next = pairs[at + 1] + 1;
        }

        if (next <= MaxRune)
        {
            rest.Add(next);
            rest.Add(MaxRune);
        }

        return [.. rest];
    }

    /// <summary>The (merged) pairs and everything that differs from their members in case only.</summary>
    public static int[] Fold(int[] pairs)
    {
        var folded = new RuneRanges();
        folded.AddAll(pairs);
        for (var at = 0; at < pairs.Length; at += 2)
        {
            folded.AddOtherCases(pairs[at], pairs[at + 1]);
        }

        return folded.ToPairs();
    }

    private void AddOtherCases(int low, int high)
    {
        foreach (var orbit in CaseFolding.OrbitsWithin(low, high))
        {
            foreach (var same in orbit)
            {
                if (same < low || same > high)
                {
                    Add(same, same);
                }
            }
        }
    }

    /// <summary>Whether the (merged) pairs hold a code point.</summary>
    public static bool Contains(ReadOnlySpan<int> pairs, int rune)
    {
        var (low, high) = (0, pairs.Length / 2);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rune < pairs[middle * 2])
            {
                high = middle;
            }
            else if (rune > pairs[middle * 2 + 1])
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
