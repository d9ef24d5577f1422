namespace Coffer.Templates.Functions.Maths;

/// <summary>The larger and the smaller of two floats as Go has them: an infinity wins even against NaN.</summary>
internal static class FloatOrder
{
    public static double Max(double left, double right) =>
        double.IsPositiveInfinity(left) || double.IsPositiveInfinity(right) ? double.PositiveInfinity : Math.Max(left, right);

    public static double Min(double left, double right) =>
        double.IsNegativeInfinity(left) || double.IsNegativeInfinity(right) ? double.NegativeInfinity : Math.Min(left, right);
}
