using Coffer.Templates.Calls;
using Coffer.Templates.Numbers;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Maths;

/// <summary>Values as numbers, by the rules of the library <c>cast</c> that Sprig uses: what is no number is 0.</summary>
internal static class Conversions
{
    /// <summary>What is said of a text that is taken for a number.</summary>
    public const string NoNumber = "the text is no such number, and another one came out, mostly 0";

    public static long ToInt(Value? value) => value switch
    {
        IntValue number => IsCastable(number) ? number.Number : 0,
        UintValue number => unchecked((long)number.Number),
        FloatValue number => Truncate(number.Number),
        BoolValue flag => flag.IsTrue ? 1 : 0,
        TextValue text => GoInteger.TryParse(WithoutZeroFraction(text.Text), 0, out var parsed) ? parsed : 0,
        _ => 0,
    };

    public static double ToFloat(Value? value) => value switch
    {
        IntValue number => IsCastable(number) ? number.Number : 0,
        UintValue number => number.Number,
        FloatValue number => number.Number,
        BoolValue flag => flag.IsTrue ? 1 : 0,
        TextValue text => GoFloat.TryParse(text.Text, out var parsed) ? parsed : 0,
        _ => 0,
    };

    /// <summary>The first argument as an integer; says when it is a text that spells none.</summary>
    public static long ToInt(Arguments args)
    {
        if (args[0] is TextValue { Text.Length: > 0 } text && !GoInteger.TryParse(WithoutZeroFraction(text.Text), 0, out _))
        {
            args.Budget.Remarks.Note(NoNumber);
        }

        return ToInt(args[0]);
    }

    /// <summary>The first argument as a float; says when it is a text that spells none.</summary>
    public static double ToFloat(Arguments args)
    {
        if (args[0] is TextValue { Text.Length: > 0 } text && !GoFloat.TryParse(text.Text, out _))
        {
            args.Budget.Remarks.Note(NoNumber);
        }

        return ToFloat(args[0]);
    }

    /// <summary>
    /// A float as an integer, as the processor that Go's results come from does it: what does not fit is the lowest integer.
    /// </summary>
    public static long Truncate(double number) =>
        number is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)number : long.MinValue;

    /// <summary>Named types are not looked into, but for months and weekdays.</summary>
    private static bool IsCastable(IntValue number) => number.Type.Name is "int" or "int64" or "time.Month" or "time.Weekday";

    /// <summary>The text without a fraction of nothing but zeros.</summary>
    private static string WithoutZeroFraction(string text)
    {
        var digits = text.TrimEnd('0');
        return digits.EndsWith('.') && digits.Length < text.Length ? digits[..^1] : text;
    }
}
