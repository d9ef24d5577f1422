using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Maths;

/// <summary>Arithmetic on <c>float64</c>; sums and products go through decimals.</summary>
internal static class FloatFunctions
{
    public static IEnumerable<Function> All =>
    [
        new("float64", [T.Any], T.Float64, args => new FloatValue(Conversions.ToFloat(args))),
        new("add1f", [T.Any], T.Float64, args => new FloatValue((Of(args[0]) + ShortestDecimal.One).ToFloat())),
        Function.Variadic("addf", [T.Any], T.Float64, args => Exactly(ShortestDecimal.Zero, args.Span, (sum, next) => sum + next)),
        Function.Variadic("subf", [T.Any, T.Any], T.Float64, args => Exactly(args, (difference, next) => difference - next)),
        Function.Variadic("mulf", [T.Any, T.Any], T.Float64, args => Exactly(args, (product, next) => product * next)),
        Function.Variadic("divf", [T.Any, T.Any], T.Float64, args => Exactly(args, (quotient, next) => quotient / next)),
        Function.Variadic("maxf", [T.Any, T.Any], T.Float64, args => Fold(args, FloatOrder.Max)),
        Function.Variadic("minf", [T.Any, T.Any], T.Float64, args => Fold(args, FloatOrder.Min)),
        new("floor", [T.Any], T.Float64, args => new FloatValue(Math.Floor(Conversions.ToFloat(args[0])))),
        new("ceil", [T.Any], T.Float64, args => new FloatValue(Math.Ceiling(Conversions.ToFloat(args[0])))),
        Function.Variadic("round", [T.Any, T.Int, T.Float64], T.Float64,
            args => new FloatValue(Round(Conversions.ToFloat(args[0]), args.Int(1), args.Count > 2 ? args.Float(2) : 0.5))),
    ];

    private static ShortestDecimal Of(Value? value) => ShortestDecimal.From(Conversions.ToFloat(value));

    private static FloatValue Exactly(Arguments args, Func<ShortestDecimal, ShortestDecimal, ShortestDecimal> step) =>
        Exactly(Of(args[0]), args.From(1), step);

    private static FloatValue Exactly(
        ShortestDecimal first, ReadOnlySpan<Value?> others, Func<ShortestDecimal, ShortestDecimal, ShortestDecimal> step)
    {
        foreach (var other in others)
        {
            first = step(first, Of(other));
        }

        return new(first.ToFloat());
    }

    private static FloatValue Fold(Arguments args, Func<double, double, double> step)
    {
        var result = Conversions.ToFloat(args[0]);
        foreach (var other in args.From(1))
        {
            result = step(result, Conversions.ToFloat(other));
        }

        return new(result);
    }

    /// <summary>
    /// Rounds up from a fraction of <paramref name="threshold"/> on, and otherwise down: not to the nearest when the number is negative.
    /// </summary>
    private static double Round(double number, long places, double threshold)
    {
        var scale = TenTo.Power(places);
        var scaled = scale * number;
        var fraction = double.IsInfinity(scaled) ? double.NaN : scaled - Math.Truncate(scaled);
        return (fraction >= threshold ? Math.Ceiling(scaled) : Math.Floor(scaled)) / scale;
    }
}
