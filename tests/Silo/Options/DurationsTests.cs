using Coffer.Silo.Options;

namespace Coffer.Silo.Tests.Options;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("250ms", 0.25)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    public void Reads_a_number_with_a_unit(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out var value));
        Assert.Equal(TimeSpan.FromSeconds(seconds), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("1h30m")]
    [InlineData("-1s")]
    [InlineData("1d")]
    [InlineData("1..5s")]
    [InlineData("99999999999999999999h")]
    public void Refuses_anything_else(string text) => Assert.False(Durations.TryParse(text, out _));
}
