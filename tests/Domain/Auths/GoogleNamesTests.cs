using Coffer.Domain.Auths;

namespace Coffer.Domain.Tests.Auths;

public sealed class GoogleNamesTests
{
    [Theory]
    [InlineData("acme-prod", true)]
    [InlineData("example.com:acme", true)]
    [InlineData("europe-west3-a", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    [InlineData("ä", false)]
    public void A_place_is_no_part_of_a_path(string? text, bool isPlace) => Assert.Equal(isPlace, GoogleNames.IsPlace(text));

    [Theory]
    [InlineData("vault-reader@acme-prod.iam.gserviceaccount.com", true)]
    [InlineData("123-compute@developer.gserviceaccount.com", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("vault-reader", false)]
    [InlineData("@acme", false)]
    [InlineData("a@", false)]
    [InlineData("a@b@c", false)]
    [InlineData("a/b@c", false)]
    [InlineData("a@b?c", false)]
    [InlineData("a:generateAccessToken@b", false)]
    public void An_account_is_an_email(string? text, bool isAccount) => Assert.Equal(isAccount, GoogleNames.IsAccount(text));

    [Fact]
    public void Nothing_endless_is_taken()
    {
        Assert.True(GoogleNames.IsPlace(new string('a', 100)));
        Assert.False(GoogleNames.IsPlace(new string('a', 101)));
        Assert.True(GoogleNames.IsAccount(new string('a', 252) + "@b"));
        Assert.False(GoogleNames.IsAccount(new string('a', 253) + "@b"));
    }
}
