using Coffer.Domain.Proxies;

namespace Coffer.Domain.Tests.Proxies;

/// <summary>The rules that <c>golang.org/x/net/http/httpproxy</c> documents, case by case.</summary>
public class ProxyRulesTests
{
    private static readonly Uri Proxy = new("http://proxy:3128");

    [Theory]
    [InlineData("192.0.2.0/24", "https://192.0.2.7:6443", true)]
    [InlineData("192.0.2.0/24", "https://192.0.3.7:6443", false)]
    [InlineData("192.0.2.9/24", "https://192.0.2.7:6443", true)]
    [InlineData("0.0.0.0/0", "https://vault.example", false)]
    [InlineData("2001:db8::/32", "https://[2001:db8::1]", true)]
    [InlineData("2001:db8::/32", "https://[2001:db9::1]", false)]
    [InlineData("10.1.2.3", "https://10.1.2.3:8200", true)]
    [InlineData("10.1.2.3:8200", "https://10.1.2.3:8200", true)]
    [InlineData("10.1.2.3:8200", "https://10.1.2.3", false)]
    [InlineData("10.1.2.3", "https://[::ffff:10.1.2.3]", true)]
    [InlineData("[2001:db8::1]:443", "https://[2001:db8::1]", true)]
    [InlineData("[2001:db8::1]:443", "https://[2001:db8::1]:8200", false)]
    [InlineData("2001:db8::1", "https://[2001:db8::1]:8200", true)]
    [InlineData("example.com", "https://example.com", true)]
    [InlineData("example.com", "https://vault.example.com", true)]
    [InlineData("EXAMPLE.com", "https://Vault.example.COM", true)]
    [InlineData("example.com", "https://notexample.com", false)]
    [InlineData(".example.com", "https://vault.example.com", true)]
    [InlineData(".example.com", "https://example.com", false)]
    [InlineData("*.example.com", "https://a.b.example.com", true)]
    [InlineData("*.example.com", "https://example.com", false)]
    [InlineData("example.com:443", "https://vault.example.com", true)]
    [InlineData("example.com:443", "https://vault.example.com:8200", false)]
    [InlineData(" other.org , .svc,.cluster.local", "https://vault.vault.svc", true)]
    [InlineData("*", "https://vault.example.com", true)]
    [InlineData("a.example,*,b.example", "https://10.1.2.3", true)]
    [InlineData("", "https://vault.example.com", false)]
    [InlineData(",, ,:8200,:", "https://vault.example.com:8200", false)]
    [InlineData("vault", "https://vault", true)]
    [InlineData("ample.com", "https://example.com", false)]
    public void NO_PROXY_is_read_as_Go_reads_it(string noProxy, string url, bool direct) =>
        Assert.Equal(direct ? null : Proxy, new ProxyRules(Proxy, Proxy, noProxy).For(new Uri(url)));

    [Theory]
    [InlineData("http://localhost:8200")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://127.3.2.1:6443")]
    [InlineData("https://[::1]:6443")]
    public void Loopback_never_uses_a_proxy(string url) => Assert.Null(new ProxyRules(Proxy, Proxy, "").For(new Uri(url)));

    [Fact]
    public void The_scheme_of_the_URL_chooses_the_proxy()
    {
        var rules = new ProxyRules(new Uri("http://secure:1"), new Uri("http://plain:2"), "");

        Assert.Equal(new Uri("http://secure:1"), rules.For(new Uri("https://vault.example")));
        Assert.Equal(new Uri("http://plain:2"), rules.For(new Uri("http://vault.example")));
        Assert.Null(new ProxyRules(null, new Uri("http://plain:2"), "").For(new Uri("https://vault.example")));
    }

    [Theory]
    [InlineData("http://proxy:3128", "http://proxy:3128/")]
    [InlineData("proxy:3128", "http://proxy:3128/")]
    [InlineData("proxy", "http://proxy/")]
    [InlineData("10.0.0.1:3128", "http://10.0.0.1:3128/")]
    [InlineData("https://proxy", "https://proxy/")]
    [InlineData("socks5://proxy:1080", "socks5://proxy:1080")]
    [InlineData("user:word@proxy:3128", "http://user:word@proxy:3128/")]
    [InlineData("http://", null)]
    [InlineData("ftp://proxy", null)]
    public void A_proxy_may_be_written_without_a_scheme(string text, string? url) =>
        Assert.Equal(url?.TrimEnd('/'), ProxyRules.Parse(text)?.ToString().TrimEnd('/'));

    [Fact]
    public void Passwords_are_not_shown() => Assert.Equal(
        "https:// by http://proxy:3128, http:// by no proxy, but not loopback and .svc",
        new ProxyRules(new Uri("http://user:word@proxy:3128"), null, ".svc").ToString());
}
