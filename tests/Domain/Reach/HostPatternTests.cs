using System.Net;
using Coffer.Domain.Reach;

namespace Coffer.Domain.Tests.Reach;

public class HostPatternTests
{
    [Theory]
    [InlineData("vault.example.com", "vault.example.com", 8200, true)]
    [InlineData("Vault.Example.com", "vault.example.com.", 8200, true)]
    [InlineData("vault.example.com", "evil-vault.example.com", 8200, false)]
    [InlineData("vault.example.com", "vault.example.com.evil.org", 8200, false)]
    [InlineData("vault.example.com:8200", "vault.example.com", 8200, true)]
    [InlineData("vault.example.com:8200", "vault.example.com", 443, false)]
    [InlineData("*.example.com", "vault.example.com", 443, true)]
    [InlineData("*.example.com", "a.b.example.com", 443, true)]
    [InlineData("*.example.com", "example.com", 443, false)]
    [InlineData("*.example.com", "evilexample.com", 443, false)]
    [InlineData("*.example.com:443", "vault.example.com", 8200, false)]
    [InlineData("10.0.0.0/8", "10.96.3.4", 8200, true)]
    [InlineData("10.1.2.3/8", "10.96.3.4", 8200, true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", 8200, false)]
    [InlineData("0.0.0.0/0", "vault.example.com", 8200, false)]
    [InlineData("10.0.0.0/30", "10.0.0.4", 8200, false)]
    [InlineData("10.1.2.3", "10.1.2.3", 8200, true)]
    [InlineData("10.1.2.3", "::ffff:10.1.2.3", 8200, true)]
    [InlineData("10.1.2.3:8200", "10.1.2.3", 8201, false)]
    [InlineData("fd00::/8", "fd12::1", 8200, true)]
    [InlineData("fd00::/8", "10.0.0.1", 8200, false)]
    [InlineData("[fd12::1]:8200", "fd12::1", 8200, true)]
    [InlineData("[fd12::1]:8200", "fd12::1", 443, false)]
    [InlineData("fd12::1", "fd12::1", 443, true)]
    [InlineData("*", "anything.example", 1, true)]
    [InlineData("*", "10.1.2.3", 1, true)]
    [InlineData("*:8200", "10.1.2.3", 1, false)]
    public void A_pattern_covers_what_it_says_and_nothing_more(string pattern, string host, int port, bool covered) =>
        Assert.Equal(covered, HostPattern.Parse(pattern)!.Covers(host, port));

    [Theory]
    [InlineData("")]
    [InlineData("https://vault.example.com")]
    [InlineData("vault.example.com:0")]
    [InlineData("vault.example.com:http")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/8:8200")]
    [InlineData("vault.example.com/8")]
    [InlineData("va*lt.example.com")]
    [InlineData("user@vault")]
    public void Anything_else_is_no_pattern(string text) => Assert.Null(HostPattern.Parse(text));

    [Theory]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.1:8200", true)]
    [InlineData("127.0.0.1:8201", false)]
    [InlineData("*", false)]
    [InlineData("localhost", false)]
    public void Only_an_address_or_a_network_names_an_address(string pattern, bool names) =>
        Assert.Equal(names, HostPattern.Parse(pattern)!.Names(IPAddress.Loopback, 8200));
}
