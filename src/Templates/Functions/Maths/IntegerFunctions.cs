using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Types;
using Coffer.Templates.Numbers;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Maths;

/// <summary>Arithmetic on <c>int64</c>, which wraps around.</summary>
internal static class IntegerFunctions
{
    public static IEnumerable<Function> All =>
    [
        new("int", [T.Any], T.Int, args => IntValue.Int(Conversions.ToInt(args))),
        new("int64", [T.Any], T.Int64, args => IntValue.Int64(Conversions.ToInt(args))),
        new("atoi", [T.String], T.Int, args => IntValue.Int(Atoi(args))),
        new("toDecimal", [T.Any], T.Int64, args => IntValue.Int64(FromOctal(args))),
        Function.Variadic("add", [T.Any], T.Int64, args => Fold(0, args.Span, (sum, next) => unchecked(sum + next))),
        new("add1", [T.Any], T.Int64, args => IntValue.Int64(unchecked(Conversions.ToInt(args) + 1))),
        new("sub", [T.Any, T.Any], T.Int64, args => Fold(args, (difference, next) => unchecked(difference - next))),
        Function.Variadic("mul", [T.Any, T.Any], T.Int64, args => Fold(args, (product, next) => unchecked(product * next))),
        new("div", [T.Any, T.Any], T.Int64, args => Fold(args, Divide)),
        new("mod", [T.Any, T.Any], T.Int64, args => Fold(
            args, (dividend, divisor) => unchecked(dividend - (Divide(dividend, divisor) * divisor)))),
        Function.Variadic("max", [T.Any, T.Any], T.Int64, args => Fold(args, Math.Max)),
        Function.Variadic("biggest", [T.Any, T.Any], T.Int64, args => Fold(args, Math.Max)),
        Function.Variadic("min", [T.Any, T.Any], T.Int64, args => Fold(args, Math.Min)),
    ];

    /// <summary>The number a text spells, the nearest there is if it is out of range, 0 if it is none.</summary>
    public static long Clamped(string text, int radix)
    {
        GoInteger.TryParse(text, radix, out var number);
        return number;
    }

    private static long Atoi(Arguments args)
    {
        if (args.Text(0) is { Length: > 0 } text && !GoInteger.TryParse(text, 10, out _))
        {
            args.Budget.Remarks.Note(Conversions.NoNumber);
        }

        return Clamped(args.Text(0), 10);
    }

    private static long FromOctal(Arguments args)
    {
        if (GoInteger.TryParse(ValueTexts.Printed(args[0], args.Budget), 8, out var number))
        {
            return number;
        }

        args.Budget.Remarks.Note(Conversions.NoNumber);
        return 0;
    }

    private static IntValue Fold(Arguments args, Func<long, long, long> step) => Fold(Conversions.ToInt(args), args.From(1), step);

    private static IntValue Fold(long first, ReadOnlySpan<Value?> others, Func<long, long, long> step)
    {
        foreach (var other in others)
        {
            first = step(first, Conversions.ToInt(other));
        }

        return IntValue.Int64(first);
    }

    private static long Divide(long dividend, long divisor) => divisor switch
    {
        0 => throw new FunctionError("runtime error: integer divide by zero"),

        // The lowest number has no opposite: it wraps around, where .NET would throw.
        -1 => unchecked(-dividend),
        _ => dividend / divisor,
    };
}
