using System.Globalization;
using System.Numerics;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Functions.Maths;

/// <summary>
/// A decimal of any size, made from a float by its shortest spelling, so that 0.1 is one tenth. Sums and products are exact; quotients have
/// 16 places after the point.
/// </summary>
/// <param name="Coefficient">The digits.</param>
/// <param name="Exponent">The power of ten they are multiplied by.</param>
internal readonly record struct ShortestDecimal(BigInteger Coefficient, int Exponent)
{
    private const int Places = 16;

    public static ShortestDecimal Zero { get; } = new(0, 0);

    public static ShortestDecimal One { get; } = new(1, 0);

    /// <exception cref="FunctionError">The number is infinite or none at all.</exception>
    public static ShortestDecimal From(double number)
    {
        if (!double.IsFinite(number))
        {
            var name = double.IsNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
            throw new FunctionError("Cannot create a Decimal from " + name);
        }

        return Read(number.ToString("R", CultureInfo.InvariantCulture));
    }

    public static ShortestDecimal operator +(ShortestDecimal left, ShortestDecimal right)
    {
        var exponent = Math.Min(left.Exponent, right.Exponent);
        return new(left.AtExponent(exponent) + right.AtExponent(exponent), exponent);
    }

    public static ShortestDecimal operator -(ShortestDecimal left, ShortestDecimal right) =>
        left + new ShortestDecimal(-right.Coefficient, right.Exponent);

    public static ShortestDecimal operator *(ShortestDecimal left, ShortestDecimal right) =>
        new(left.Coefficient * right.Coefficient, left.Exponent + right.Exponent);

    /// <summary>The quotient to 16 places, half rounded away from zero.</summary>
    public static ShortestDecimal operator /(ShortestDecimal left, ShortestDecimal right)
    {
        if (right.Coefficient.IsZero)
        {
            throw new FunctionError("decimal division by 0");
        }

        var shift = left.Exponent - right.Exponent + Places;
        var dividend = left.Coefficient * BigInteger.Pow(10, Math.Max(shift, 0));
        var divisor = right.Coefficient * BigInteger.Pow(10, Math.Max(-shift, 0));
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        if (BigInteger.Abs(rest) * 2 >= BigInteger.Abs(divisor))
        {
            quotient += dividend.Sign * divisor.Sign;
        }

        return new(quotient, -Places);
    }

    /// <summary>The nearest float.</summary>
    public double ToFloat() => double.Parse($"{Coefficient}e{Exponent}", CultureInfo.InvariantCulture);

    private static ShortestDecimal Read(string spelling)
    {
        var mark = spelling.IndexOf('E', StringComparison.Ordinal);
        var digits = mark < 0 ? spelling : spelling[..mark];
        var exponent = mark < 0 ? 0 : int.Parse(spelling[(mark + 1)..], CultureInfo.InvariantCulture);
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var coefficient = BigInteger.Parse(point < 0 ? digits : digits.Remove(point, 1), CultureInfo.InvariantCulture);
        return new(coefficient, exponent - (point < 0 ? 0 : digits.Length - point - 1));
    }

    private BigInteger AtExponent(int exponent) => Coefficient * BigInteger.Pow(10, Exponent - exponent);
}
