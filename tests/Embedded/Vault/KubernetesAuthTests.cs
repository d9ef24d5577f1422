using System.Security.Cryptography;
using System.Text.Json;
using Coffer.Embedded.Vault;

namespace Coffer.Embedded.Tests.Vault;

public sealed class KubernetesAuthTests : IAsyncDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private StubReviewer _kube = null!;
    private EmbeddedVault _vault = null!;
    private VaultClient _root = null!;

    public async ValueTask DisposeAsync()
    {
        _root.Dispose();
        _key.Dispose();
        await _vault.DisposeAsync();
        await _kube.DisposeAsync();
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task A_reviewed_account_logs_in(VaultFlavour flavour)
    {
        await Prepare(flavour);
        var jwt = Known("app", "web", "vault");

        var login = await Login(jwt);

        Assert.Equal(200, (int)login.Status);
        Assert.Equal(
            """{"role":"app","service_account_name":"web","service_account_namespace":"app","service_account_secret_name":"","service_account_uid":"u1"}""",
            login.Auth["metadata"]!.ToJsonString());
        Assert.True(login.Auth["orphan"]!.GetValue<bool>());
        Assert.Equal("""["default","reader"]""", login.Auth["policies"]!.ToJsonString());
        Assert.Equal(3600, login.Auth["lease_duration"]!.GetValue<int>());
        Assert.Equal(jwt, _kube.LastReview!["spec"]!["token"]!.GetValue<string>());
        Assert.Equal("""["vault"]""", _kube.LastReview["spec"]!["audiences"]!.ToJsonString());
        using var own = new VaultClient(_vault.Address, login.Token);
        Assert.Equal("kubernetes-app-web", (await own.Get("auth/token/lookup-self")).Data!["display_name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao, 403, "invalid audience (aud) claim: audience claim does not match any expected audience", 403,
        "permission denied")]
    [InlineData(VaultFlavour.Vault2, 403, "invalid audience (aud) claim: audience claim does not match any expected audience", 403,
        "permission denied")]
    [InlineData(VaultFlavour.Vault, 500, "claim \"aud\" is invalid", 500, "not a compact JWS")]
    public async Task Faults_of_the_token(
        VaultFlavour flavour, int audienceStatus, string audienceText, int garbageStatus, string garbageText)
    {
        await Prepare(flavour);
        var status = flavour == VaultFlavour.Vault ? 500 : 403;

        (await Login(Known("app", "web", "other"))).IsError(audienceStatus, audienceText);
        (await Login("garbage")).IsError(garbageStatus, garbageText);
        (await Login(Known("app", "stranger", "vault"))).IsError(status, "service account name not authorized");
        (await Login(Known("elsewhere", "web", "vault"))).IsError(status, "namespace not authorized");
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task Whatever_the_review_dislikes_is_permission_denied(VaultFlavour flavour)
    {
        await Prepare(flavour);
        var deleted = Token("app", "web", "vault");
        (await Login(deleted)).IsError(403, "permission denied");

        var good = Known("app", "web", "vault");
        _kube.Reviewer = "somebody else";
        (await Login(good)).IsError(403, "permission denied");

        await Configure("https://127.0.0.1:1", _kube.CaPem);
        (await Login(good)).IsError(403, "permission denied");

        _kube.Reviewer = null;
        await using var other = await StubReviewer.StartAsync();
        await Configure(_kube.Host, other.CaPem);
        (await Login(good)).IsError(403, "permission denied");
        await Configure(_kube.Host, _kube.CaPem);
        Assert.Equal(200, (int)(await Login(good)).Status);
    }

    [Fact]
    public async Task Without_a_reviewer_token_the_callers_own_is_used()
    {
        await Prepare(VaultFlavour.OpenBao);
        var jwt = Known("app", "web", "vault");
        await _root.Must(
            "auth/kubernetes/config", new { kubernetes_host = _kube.Host, kubernetes_ca_cert = _kube.CaPem, disable_local_ca_jwt = true });
        _kube.Reviewer = jwt;

        Assert.Equal(200, (int)(await Login(jwt)).Status);
    }

    [Fact]
    public async Task Faults_of_the_request()
    {
        await Prepare(VaultFlavour.OpenBao);

        (await _root.Put("auth/kubernetes/login", """{"jwt":"x"}""")).IsError(400, "missing role");
        (await _root.Put("auth/kubernetes/login", """{"role":"app"}""")).IsError(400, "missing jwt");
        (await _root.Put("auth/kubernetes/login", """{"role":"x","jwt":"x"}""")).IsError(400, "invalid role name \"x\"");
    }

    private async Task Prepare(VaultFlavour flavour)
    {
        _kube = await StubReviewer.StartAsync();
        _kube.Reviewer = "reviewer";
        _vault = await Start.Vault(flavour);
        _root = VaultClient.Root(_vault);
        await _root.Must("sys/auth/kubernetes", new { type = "kubernetes" });
        await Configure(_kube.Host, _kube.CaPem);
        await _root.Must("auth/kubernetes/role/app", new
        {
            bound_service_account_names = "web",
            bound_service_account_namespaces = "app",
            audience = "vault",
            token_policies = new[] { "reader" },
            token_ttl = "1h",
        });
    }

    private Task Configure(string host, string ca) => _root.Must("auth/kubernetes/config", new
    {
        kubernetes_host = host,
        kubernetes_ca_cert = ca,
        token_reviewer_jwt = _kube.Reviewer is null ? "" : "reviewer",
        disable_iss_validation = true,
    });

    private string Token(string home, string name, string audience) => Tokens.Sign(Tokens.ServiceAccount(home, name, "u1", audience), _key);

    private string Known(string home, string name, string audience)
    {
        var jwt = Token(home, name, audience);
        _kube.Users[jwt] = ($"system:serviceaccount:{home}:{name}", "u1");
        return jwt;
    }

    private Task<Reply> Login(string jwt) => _root.Put("auth/kubernetes/login", JsonSerializer.Serialize(new { role = "app", jwt }));
}
