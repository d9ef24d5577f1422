using System.Net;
using Coffer.Domain.Proxies;
using Coffer.Silo.Hosting;
using Coffer.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coffer.Silo.Tests.Hosting;

/// <summary>A proxy that wants a password, set as people set it: within the URL.</summary>
public sealed class OutboundProxyTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_SOCKS_proxy_gets_the_password_of_its_URL()
    {
        using var proxy = new TestSocksProxy("user:pass word");

        await AssertReachedAsync(new Uri($"socks5://user:pass%20word@127.0.0.1:{proxy.Port}"), () => proxy.Requests);
    }

    [Fact]
    public async Task An_HTTP_proxy_gets_the_password_of_its_URL()
    {
        using var proxy = new TestProxy("user:pass word");

        await AssertReachedAsync(new Uri($"http://user:pass%20word@127.0.0.1:{proxy.Address.Port}"), () => proxy.Requests);
    }

    [Fact]
    public async Task A_wrong_password_of_a_SOCKS_proxy_is_a_failure_and_not_a_way_around_it()
    {
        using var proxy = new TestSocksProxy("user:other");
        using var http = Through(new Uri($"socks5://user:wrong@127.0.0.1:{proxy.Port}"));

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("http://vault.invalid:8200/")).WaitAsync(Deadline));
        Assert.Empty(proxy.Requests);
    }

    private static async Task AssertReachedAsync(Uri proxy, Func<IReadOnlyList<string>> requests)
    {
        await using var server = await StartAsync();
        var place = $"vault.invalid:{new Uri(server.Urls.Single()).Port}";
        using var http = Through(proxy);

        Assert.Equal("here", await http.GetStringAsync(new Uri($"http://{place}/")).WaitAsync(Deadline));
        Assert.Contains(place, Assert.Single(requests()), StringComparison.Ordinal);
    }

    private static HttpClient Through(Uri proxy) =>
        new(new SocketsHttpHandler { Proxy = new OutboundProxy(new ProxyRules(null, proxy, "")) });

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapGet("/", () => "here");
        await server.StartAsync();
        return server;
    }
}
