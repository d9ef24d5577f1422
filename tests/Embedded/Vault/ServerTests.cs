using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Coffer.Embedded.Vault;
using Coffer.Embedded.Vault.Faults;

namespace Coffer.Embedded.Tests.Vault;

public sealed class ServerTests
{
    [Fact]
    public async Task Down_and_back_on_the_same_port_with_the_same_state()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault);
        var address = vault.Address;
        await root.Must("secret/data/a", new { data = new { k = "v" } });

        await vault.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => root.Get("secret/data/a"));
        await vault.StartAgainAsync(CancellationToken.None);

        Assert.Equal(address, vault.Address);
        Assert.Equal(200, (int)(await root.Get("secret/data/a")).Status);
    }

    [Fact]
    public async Task Serves_https_under_its_own_ca()
    {
        await using var vault = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions { Tls = true }, CancellationToken.None);
        using var ca = X509Certificate2.CreateFromPem(vault.CaPem);
        using var trusting = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { ca },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        });
        using var strict = new HttpClient();

        Assert.Equal("https", vault.Address.Scheme);
        Assert.Contains("\"sealed\":false", await trusting.GetStringAsync(new Uri(vault.Address, "v1/sys/health")));
        await Assert.ThrowsAsync<HttpRequestException>(() => strict.GetStringAsync(new Uri(vault.Address, "v1/sys/health")));
    }

    [Fact]
    public async Task Counts_requests_and_hides_tokens()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault, "team");
        await root.Get("secret/data/a");
        await root.Get("secret/data/a");
        await root.Put("secret/data/a", """{"data":{}}""");

        Assert.Equal(2, vault.Requests.Snapshot()[new RequestKey("read", "secret/data/a", "team")]);
        Assert.Equal(1, vault.Requests.Count("update", "secret/data/a"));
        var last = vault.Requests.Recent[^1];
        Assert.Equal("PUT", last.Method);
        Assert.Equal("***", last.Headers["x-vault-token"]);
        Assert.Equal("team", last.Headers["X-Vault-Namespace"]);
        vault.Requests.Reset();
        Assert.Equal(0, vault.Requests.Total);
        Assert.Empty(vault.Requests.Recent);
    }

    [Fact]
    public async Task Faults_hit_what_they_match_as_often_as_told()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault);
        vault.Faults.Add((method, path, _) => method == "GET" && path == "secret/data/a", new FaultAction.Errors(472, "replica"), times: 1);

        (await root.Get("secret/data/b")).IsError(404);
        (await root.Get("secret/data/a")).IsError(472, "replica");
        (await root.Get("secret/data/a")).IsError(404);
    }

    [Fact]
    public async Task Every_kind_of_fault()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault);

        async Task<Reply> With(FaultAction fault)
        {
            using var rule = vault.Faults.Add((_, _, _) => true, fault);
            return await root.Get("secret/data/a");
        }

        (await With(new FaultAction.Errors(503))).IsError(503);
        await Assert.ThrowsAsync<HttpRequestException>(() => With(new FaultAction.Abort()));
        var truncated = await With(new FaultAction.TruncatedJson());
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => truncated.Json);
        var page = await With(new FaultAction.Html(502));
        Assert.Equal((502, "text/html"), ((int)page.Status, page.Headers["Content-Type"]));
        Assert.Equal("", (await With(new FaultAction.EmptyBody())).Text);
        Assert.Equal("{}", (await With(new FaultAction.EmptyData())).Data!.ToJsonString());
        var sent = await With(new FaultAction.Redirect(new Uri("http://127.0.0.1:1/v1/x")));
        Assert.Equal((307, "http://127.0.0.1:1/v1/x"), ((int)sent.Status, sent.Headers["Location"]));
        Assert.Equal(1_000_000, (await With(new FaultAction.HugeBody(1_000_000))).Text.Length);
        (await With(new FaultAction.Delay(TimeSpan.FromMilliseconds(1)))).IsError(404);
        Assert.Equal((418, "tea"), ((int)(await With(new FaultAction.Raw(418, "text/plain", "tea"))).Status, "tea"));
    }

    [Fact]
    public async Task A_hung_request_ends_with_the_server()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault);
        vault.Faults.Add((_, _, _) => true, new FaultAction.Hang());

        var hung = root.Get("secret/data/a");
        Assert.True(SpinWait.SpinUntil(() => vault.Requests.Total > 0, TimeSpan.FromSeconds(90)), "the request never arrived");

        Assert.False(hung.IsCompleted);
        await vault.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => hung.WaitAsync(TimeSpan.FromSeconds(90)));
    }
}
