using Coffer.Templates.Functions.Maths;

namespace Coffer.Templates.Tests.Functions;

/// <summary>Decimal arithmetic; the quotients are those of the documentation of shopspring/decimal.</summary>
public sealed class DecimalTests
{
    [Theory]
    [InlineData(2, 3, 0.6666666666666667)]
    [InlineData(2, 30000, 0.0000666666666667)]
    [InlineData(20000, 3, 6666.6666666666666667)]
    [InlineData(-2, 3, -0.6666666666666667)]
    public void A_quotient_has_sixteen_places(double dividend, double divisor, double quotient) =>
        Assert.Equal(quotient, (ShortestDecimal.From(dividend) / ShortestDecimal.From(divisor)).ToFloat());

    [Fact]
    public void Sums_and_products_are_exact()
    {
        Assert.Equal(0.3, (ShortestDecimal.From(0.1) + ShortestDecimal.From(0.2)).ToFloat());
        Assert.Equal(0.02, (ShortestDecimal.From(0.1) * ShortestDecimal.From(0.2)).ToFloat());
        Assert.Equal(double.PositiveInfinity, (ShortestDecimal.From(1e200) * ShortestDecimal.From(1e200)).ToFloat());
    }
}
