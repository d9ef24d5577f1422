namespace Coffer.Templates.Values;

/// <summary>The integers that templates use most, each made once.</summary>
internal static class SmallIntegers
{
    private const int Lowest = -16;
    private const int Highest = 255;
    private static readonly IntValue[] Made =
        [.. Enumerable.Range(Lowest, Highest - Lowest + 1).Select(number => new IntValue(number, GoTypes.Int))];

    public static IntValue? Of(long number) => number is >= Lowest and <= Highest ? Made[number - Lowest] : null;
}
