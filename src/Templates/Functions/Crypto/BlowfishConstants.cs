using System.Numerics;

namespace Coffer.Templates.Functions.Crypto;

/// <summary>
/// The initial state of Blowfish: the fraction of pi in binary, cut into words. It is computed, which takes a few milliseconds,
/// rather than written down.
/// </summary>
internal static class BlowfishConstants
{
    public const int KeyWords = 18;
    public const int BoxWords = 4 * 256;
    private const int WordBits = 32;
    private const int GuardBits = 64;
    private const int Bits = ((KeyWords + BoxWords) * WordBits) + GuardBits;

    /// <summary>The words of the key schedule, then those of the four substitution boxes.</summary>
    public static IReadOnlyList<uint> Words { get; } = Compute();

    private static uint[] Compute()
    {
        // Machin's formula.
        var pi = (16 * ArcTangentOfInverse(5)) - (4 * ArcTangentOfInverse(239));
        var fraction = pi - (3 * (BigInteger.One << Bits));
        var words = new uint[KeyWords + BoxWords];
        for (var index = 0; index < words.Length; index++)
        {
            words[index] = (uint)((fraction >> (Bits - ((index + 1) * WordBits))) & uint.MaxValue);
        }

        return words;
    }

    private static BigInteger ArcTangentOfInverse(int number)
    {
        var power = (BigInteger.One << Bits) / number;
        var sum = power;
        for (var divisor = 3; !power.IsZero; divisor += 2)
        {
            power /= -(number * number);
            sum += power / divisor;
        }

        return sum;
    }
}
