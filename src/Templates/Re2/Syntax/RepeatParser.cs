namespace Coffer.Templates.Re2.Syntax;

/// <summary>Reads <c>{2}</c>, <c>{2,}</c> and <c>{2,5}</c>.</summary>
internal static class RepeatParser
{
    public const int MaxCount = 1_000;

    private const int TooBig = 100_000_000;

    /// <summary>The bounds; null and no step forward when the braces are of another form and so stand for themselves.</summary>
    public static (int Min, int Max)? Parse(PatternReader reader)
    {
        var start = reader.At++;
        var bounds = Bounds(reader);
        if (bounds is null || reader.Peek() != '}')
        {
            reader.At = start;
            return null;
        }

        reader.At++;
        return bounds;
    }

    public static bool IsValid((int Min, int Max) bounds) =>
        bounds.Min <= MaxCount && bounds.Max <= MaxCount && (bounds.Max == Node.Unbounded || bounds.Min <= bounds.Max);

    private static (int Min, int Max)? Bounds(PatternReader reader)
    {
        if (Number(reader) is not { } min)
        {
            return null;
        }

        if (reader.Peek() != ',')
        {
            return (min, min);
        }

        reader.At++;
        return reader.Peek() == '}' ? (min, Node.Unbounded) : Number(reader) is { } max ? (min, max) : null;
    }

    /// <summary>A number without leading zeros.</summary>
    private static int? Number(PatternReader reader)
    {
        if (!IsDigit(reader.Peek()) || reader.Peek() == '0' && IsDigit(reader.Peek(1)))
        {
            return null;
        }

        var value = 0;
        for (; IsDigit(reader.Peek()); reader.At++)
        {
            value = value >= TooBig ? value : value * 10 + reader.Peek() - '0';
        }

        return value;
    }

    private static bool IsDigit(byte letter) => char.IsAsciiDigit((char)letter);
}
