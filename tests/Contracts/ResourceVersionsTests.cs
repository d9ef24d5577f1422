namespace Coffer.Contracts.Tests;

public sealed class ResourceVersionsTests
{
    [Theory]
    [InlineData("10", "9", true)]
    [InlineData("9", "10", false)]
    [InlineData("9", "9", false)]
    [InlineData("18446744073709551615", "9223372036854775807", true)]
    [InlineData("1", "", true)]
    [InlineData("", "1", false)]
    [InlineData("abc", "1", false)]
    [InlineData("1", "-2", true)]
    public void Versions_compare_as_numbers_and_what_is_none_is_older_than_any(string version, string than, bool newer) =>
        Assert.Equal(newer, ResourceVersions.IsNewer(version, than));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("18446744073709551616")]
    public void What_the_API_server_can_not_have_sent_is_a_fault(string version)
    {
        Assert.ThrowsAny<Exception>(() => ResourceVersions.Number(version));
        Assert.Equal(0UL, ResourceVersions.NumberOrZero(version));
    }
}
