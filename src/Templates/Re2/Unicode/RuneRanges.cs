namespace Coffer.Templates.Re2.Unicode;

/// <summary>Collects ranges of code points and hands them back in the form the engine works on: pairs (first, last), ascending, neither touching nor overlapping.</summary>
internal sealed class RuneRanges
{
    public const int MaxRune = 0x10FFFF;

    private readonly List<(int Low, int High)> _ranges = [];

    /// <summary>How many ranges were added and not yet merged.</summary>
    public int Count => _ranges.Count;

    public void Add(int low, int high)
    {
        if (_ranges.Count > 0 && _ranges[^1] is var last && low == last.High + 1)
        {
            _ranges[^1] = (last.Low, high);
            return;
        }

        _ranges.Add((low, high));
    }

    public void AddAll(ReadOnlySpan<int> pairs)
    {
        for (var at = 0; at < pairs.Length; at += 2)
        {
            Add(pairs[at], pairs[at + 1]);
        }
    }

    /// <summary>The range and everything that differs from its members in case only.</summary>
    public void AddFolded(int low, int high)
    {
        Add(low, high);
        foreach (var member in CaseFolding.Within(low, high))
        {
            foreach (var same in CaseFolding.Orbit(member))
            {
                Add(same, same);
            }
        }
    }

    public int[] ToPairs()
    {
        _ranges.Sort();
        var pairs = new List<int>(_ranges.Count * 2);
        foreach (var (low, high) in _ranges)
        {
            if (pairs.Count > 0 && low <= pairs[^1] + 1)
            {
                pairs[^1] = Math.Max(pairs[^1], high);
                continue;
            }

            pairs.Add(low);
            pairs.Add(high);
        }

        return [.. pairs];
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

    public static int[] Fold(ReadOnlySpan<int> pairs)
    {
        var folded = new RuneRanges();
        for (var at = 0; at < pairs.Length; at += 2)
        {
            folded.AddFolded(pairs[at], pairs[at + 1]);
        }

        return folded.ToPairs();
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
