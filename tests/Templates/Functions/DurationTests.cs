using Coffer.Templates.Functions.Dates;

namespace Coffer.Templates.Tests.Functions;

/// <summary>Durations; the tables are those of the tests of Go's time package.</summary>
public sealed class DurationTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ns")]
    [InlineData(1_100, "1.1\u00C2\u00B5s")]
    [InlineData(2_200_000, "2.2ms")]
    [InlineData(3_300_000_000, "3.3s")]
    [InlineData(245_000_000_000, "4m5s")]
    [InlineData(245_001_000_000, "4m5.001s")]
    [InlineData(18_367_001_000_000, "5h6m7.001s")]
    [InlineData(480_000_000_001, "8m0.000000001s")]
    [InlineData(long.MaxValue, "2562047h47m16.854775807s")]
    [InlineData(long.MinValue, "-2562047h47m16.854775808s")]
    public void A_duration_is_written_as_in_Go(long duration, string text) => Assert.Equal(text, GoDuration.Format(duration));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("5s", 5_000_000_000)]
    [InlineData("-5s", -5_000_000_000)]
    [InlineData("+5s", 5_000_000_000)]
    [InlineData(".5s", 500_000_000)]
    [InlineData("1.004s", 1_004_000_000)]
    [InlineData("10.5s4m", 250_500_000_000)]
    [InlineData("39h9m14.425s", 140_954_425_000_000)]
    [InlineData("9223372036854775807ns", long.MaxValue)]
    [InlineData("9223372036854775.807us", long.MaxValue)]
    [InlineData("-9223372036854775808ns", long.MinValue)]
    [InlineData("0.3333333333333333333h", 1_200_000_000_000)]
    [InlineData("0.100000000000000000000h", 360_000_000_000)]
    [InlineData("0.830103483285477580700h", 2_988_372_539_827)]
    [InlineData("12\u00C2\u00B5s", 12_000)]
    public void A_duration_is_read_as_in_Go(string text, long duration) => Assert.Equal(duration, GoDuration.ParseOrZero(text));

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("-")]
    [InlineData("s")]
    [InlineData(".s")]
    [InlineData("1d")]
    [InlineData("9223372036854775810ns")]
    [InlineData("3000000h")]
    public void What_is_no_duration_counts_as_none(string text) => Assert.Equal(0, GoDuration.ParseOrZero(text));

    [Theory]
    [InlineData(60_000_000_000, -11_000_000_000, 60_000_000_000)]
    [InlineData(130_000_000_000, 60_000_000_000, 120_000_000_000)]
    [InlineData(150_000_000_000, 60_000_000_000, 180_000_000_000)]
    [InlineData(-150_000_000_000, 60_000_000_000, -180_000_000_000)]
    [InlineData(8_000_000_000_000_000_000, 3_000_000_000_000_000_000, 9_000_000_000_000_000_000)]
    [InlineData(9_000_000_000_000_000_000, 5_000_000_000_000_000_000, long.MaxValue)]
    [InlineData(-8_000_000_000_000_000_000, 3_000_000_000_000_000_000, -9_000_000_000_000_000_000)]
    [InlineData(-9_000_000_000_000_000_000, 5_000_000_000_000_000_000, long.MinValue)]
    [InlineData((3L << 61) - 1, 3L << 61, 3L << 61)]
    public void Rounding_is_half_away_from_zero_and_ends_with_the_range(long duration, long multiple, long rounded) =>
        Assert.Equal(rounded, GoDuration.Round(duration, multiple));
}
