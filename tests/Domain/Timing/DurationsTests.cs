using Coffer.Domain.Timing;

namespace Coffer.Domain.Tests.Timing;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    [InlineData("87672h", 315_619_200)]
    public void A_number_with_a_unit_is_read(string text, double seconds)
    {
        Assert.True(Durations.TryParseSetting(text, out var setting));
        Assert.True(Durations.TryParse(text, out var manifest));
        Assert.Equal(TimeSpan.FromSeconds(seconds), setting);
        Assert.Equal(setting, manifest);
    }

    [Fact]
    public void Milliseconds_are_for_settings_alone()
    {
        Assert.True(Durations.TryParseSetting("250ms", out var value));
        Assert.Equal(TimeSpan.FromMilliseconds(250), value);
        Assert.False(Durations.TryParse("250ms", out _));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("1h30m")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData(" 1s")]
    [InlineData("1d")]
    [InlineData("1e3s")]
    [InlineData("1..5s")]
    [InlineData("5sm")]
    [InlineData("87673h")]
    [InlineData("99999999999999999999h")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(Durations.TryParseSetting(text, out _));
        Assert.False(Durations.TryParse(text, out _));
    }

    [Fact]
    public void In_a_manifest_nothing_stands_for_zero()
    {
        Assert.True(Durations.TryParse(null, out var none));
        Assert.True(Durations.TryParse("", out var empty));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (none, empty));
        Assert.False(Durations.TryParseSetting("", out _));
    }
}
