namespace Coffer.Templates.Functions.Maths;

/// <summary>
/// Powers of ten computed as Go's <c>math.Pow</c> does, by squaring a fraction: some differ from the nearest float in the last bit.
/// </summary>
internal static class TenTo
{
    private const double Fraction = 0.625;
    private const int Exponent = 4;
    private const int Catastrophe = 1 << 12;

    public static double Power(long exponent)
    {
        var (mantissa, power) = (1.0, 0L);
        var (square, squarePower) = (Fraction, (long)Exponent);
        for (var rest = exponent == long.MinValue ? long.MaxValue : Math.Abs(exponent); rest != 0; rest >>= 1)
        {
            if (squarePower is < -Catastrophe or > Catastrophe)
            {
                power += squarePower;
                break;
            }

            if ((rest & 1) == 1)
            {
                mantissa *= square;
                power += squarePower;
            }

            square *= square;
            squarePower <<= 1;
            if (square < 0.5)
            {
                square += square;
                squarePower--;
            }
        }

        return exponent < 0 ? Math.ScaleB(1 / mantissa, (int)-power) : Math.ScaleB(mantissa, (int)power);
    }
}
