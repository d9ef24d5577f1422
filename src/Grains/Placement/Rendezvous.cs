namespace Coffer.Grains.Placement;

/// <summary>
/// Highest-random-weight hashing: every silo is weighed for a grain and the heaviest owns it. All silos agree without talking, and when one
/// leaves only its own grains get other owners.
/// </summary>
internal static class Rendezvous
{
    /// <summary>Index of the owner.</summary>
    /// <param name="grain">Hash of the grain's id, the same in each process.</param>
    /// <param name="silos">Hashes of the silos, the same in each process; at least one. Order does not matter while they differ.</param>
    public static int Owner(uint grain, ReadOnlySpan<int> silos)
    {
        var (owner, heaviest) = (0, 0UL);
        for (var index = 0; index < silos.Length; index++)
        {
            var weight = Mix(((ulong)grain << 32) | (uint)silos[index]);
            if (index == 0 || weight > heaviest)
            {
                (owner, heaviest) = (index, weight);
            }
        }

        return owner;
    }

    /// <summary>The finalizer of SplitMix64 (Steele, Lea, Flood 2014): each input bit changes half of the output bits.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
