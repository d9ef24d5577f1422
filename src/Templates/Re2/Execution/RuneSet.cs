using Coffer.Templates.Re2.Unicode;

namespace Coffer.Templates.Re2.Execution;

/// <summary>A set of code points, with a short way for ASCII.</summary>
internal sealed class RuneSet
{
    private readonly int[] _pairs;
    private readonly ulong _low;
    private readonly ulong _high;

    public RuneSet(int[] pairs)
    {
        _pairs = pairs;
        for (var rune = 0; rune < 64; rune++)
        {
            _low |= RuneRanges.Contains(pairs, rune) ? 1UL << rune : 0;
            _high |= RuneRanges.Contains(pairs, rune + 64) ? 1UL << rune : 0;
        }
    }

    public bool IsAscii => _pairs.Length == 0 || _pairs[^1] < 0x80;

    public bool Contains(int rune) => rune switch
    {
        < 64 => (_low >> rune & 1) != 0,
        < 128 => (_high >> (rune - 64) & 1) != 0,
        _ => RuneRanges.Contains(_pairs, rune),
    };
}
