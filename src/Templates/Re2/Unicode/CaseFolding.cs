namespace Coffer.Templates.Re2.Unicode;

/// <summary>
/// Which code points are the same but for case, by simple folding: <c>K</c>, <c>k</c> and the Kelvin sign are one orbit; İ and ı, though
/// they have another case, fold to nothing.
/// </summary>
internal static class CaseFolding
{
    private static readonly int[] Members;
    private static readonly int[][] OrbitsOfMembers;

    static CaseFolding()
    {
        var orbits = Read();
        (Members, OrbitsOfMembers) = ([.. orbits.Keys], [.. orbits.Values]);
    }

    /// <summary>
    /// All code points that are the same as the given one but for case, itself included, ascending; empty when there is no other.
    /// </summary>
    public static ReadOnlySpan<int> Orbit(int rune)
    {
        var index = Array.BinarySearch(Members, rune);
        return index < 0 ? [] : OrbitsOfMembers[index];
    }

    /// <summary>The orbits of the code points of a range that have another case.</summary>
    public static ReadOnlySpan<int[]> OrbitsWithin(int low, int high)
    {
        var from = IndexOfFirstFrom(low);
        return OrbitsOfMembers.AsSpan(from, Math.Max(0, IndexOfFirstFrom(high + 1) - from));
    }

    private static int IndexOfFirstFrom(int rune)
    {
        var index = Array.BinarySearch(Members, rune);
        return index < 0 ? ~index : index;
    }

    private static SortedDictionary<int, int[]> Read()
    {
        var orbits = new Dictionary<int, SortedSet<int>>();
        var reader = new VarintReader(Convert.FromBase64String(UnicodeData.Folding));
        for (var at = 0; !reader.AtEnd;)
        {
            at += reader.Next();
            var countAndStride = reader.Next();
            var (count, stride, delta) = (countAndStride >> 1, (countAndStride & 1) + 1, reader.NextSigned());
            for (var folded = 0; folded < count; folded++)
            {
                Join(orbits, at + folded * stride, at + folded * stride + delta);
            }

            at += (count - 1) * stride;
        }

        return ByMember(orbits.Values.Select(orbit => orbit.ToArray()));
    }

    private static SortedDictionary<int, int[]> ByMember(IEnumerable<int[]> orbits)
    {
        var byMember = new SortedDictionary<int, int[]>();
        foreach (var orbit in orbits)
        {
            foreach (var member in orbit)
            {
                byMember[member] = orbit;
            }
        }

        return byMember;
    }

    private static void Join(Dictionary<int, SortedSet<int>> orbits, int rune, int target)
    {
        if (!orbits.TryGetValue(target, out var orbit))
        {
            orbits[target] = orbit = [target];
        }

        orbit.Add(rune);
    }
}
