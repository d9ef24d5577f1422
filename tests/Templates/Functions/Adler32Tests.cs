using Coffer.Templates.Functions.Crypto;

namespace Coffer.Templates.Tests.Functions;

/// <summary>Adler-32 against well-known values.</summary>
public sealed class Adler32Tests
{
    [Theory]
    [InlineData("", 1u)]
    [InlineData("a", 0x00620062u)]
    [InlineData("abc", 0x024d0127u)]
    [InlineData("Wikipedia", 0x11E60398u)]
    public void The_sum_is_the_known_one(string text, uint sum) => Assert.Equal(sum, Adler32.Sum(text));
}
