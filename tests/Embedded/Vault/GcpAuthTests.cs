using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Coffer.Embedded.Vault;
using Coffer.Embedded.Vault.Faults;

namespace Coffer.Embedded.Tests.Vault;

/// <summary>The words are those of HashiCorp's plug-in vault-plugin-auth-gcp.</summary>
public sealed class GcpAuthTests : IAsyncLifetime
{
    private const long Now = 1795456800; // 2026-11-23T18:00:00Z
    private const string Email = "reader@acme.iam.gserviceaccount.com";
    private const string Id = "108642097531864209753";

    private readonly RSA _key = RSA.Create(2048);
    private EmbeddedVault _google = null!;
    private EmbeddedVault _vault = null!;

    public async Task InitializeAsync()
    {
        _google = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions(), CancellationToken.None);
        _vault = await Start.Vault(VaultFlavour.Vault2, Start.Clock());
        var google = _google.Address.AbsoluteUri.TrimEnd('/');
        var parameters = _key.ExportParameters(false);
        Serve("/.well-known/openid-configuration", new { issuer = "https://accounts.google.com", jwks_uri = google + "/certs" });
        Serve("/certs", new
        {
            keys = new[]
            {
                new
                {
                    kty = "RSA",
                    kid = "k1",
                    n = Base64Url.EncodeToString(parameters.Modulus),
                    e = Base64Url.EncodeToString(parameters.Exponent),
                },
            },
        });
        Serve($"/v1/projects/-/serviceAccounts/{Id}", new { email = Email, uniqueId = Id, projectId = "acme" });
        using var root = VaultClient.Root(_vault);
        await root.Must("sys/auth/gcp", new { type = "gcp" });
        await root.Must("auth/gcp/config", new { custom_endpoint = new { api = google, iam = google } });
        await root.Must("auth/gcp/role/app", new
        {
            type = "iam",
            bound_service_accounts = Email,
            max_jwt_exp = 3600,
            token_policies = "reader",
        });
    }

    public async Task DisposeAsync()
    {
        await _vault.DisposeAsync();
        await _google.DisposeAsync();
        _key.Dispose();
    }

    [Fact]
    public async Task An_ID_token_of_a_bound_account_logs_in()
    {
        var login = await LoginAsync("app", Token());

        Assert.Equal(200, (int)login.Status);
        Assert.Equal(
            $$"""{"project_id":"acme","role":"app","service_account_email":"{{Email}}","service_account_id":"{{Id}}"}""",
            login.Auth["metadata"]!.ToJsonString());
        Assert.Equal("""["default","reader"]""", login.Auth["policies"]!.ToJsonString());
    }

    [Theory]
    [InlineData("exp", Now - 61, "JWT is expired or does not have proper 'exp' claim")]
    [InlineData("exp", null, "JWT is expired or does not have proper 'exp' claim")]
    [InlineData("exp", Now + 3661, "JWT must expire in 60 minutes, expires in 3661s")]
    [InlineData("exp", Now + 3601, "role requires that service account JWTs expire within 3600 seconds")]
    [InlineData("aud", "https://vault/other", "at least one of the JWT claim 'aud' must end in \"vault/app\"")]
    [InlineData("sub", null, "unable to get public key for signed JWT: expected 'sub' claim from JWT")]
    public async Task Claims_are_checked(string claim, object? value, string error) =>
        (await LoginAsync("app", Token(claim, value))).IsError(400, error);

    [Fact]
    public async Task Signatures_are_checked_with_Googles_keys()
    {
        using var other = RSA.Create(2048);

        (await LoginAsync("app", Tokens.Sign(Claims(), other, "k1"))).IsError(400, "go-jose/go-jose: error in cryptographic primitive");
        (await LoginAsync("app", Tokens.Sign(Claims(), _key, "k2"))).IsError(
            400,
            $"unable to get public key for signed JWT: unable to get public key \"k2\" for JWT subject \"{Id}\": googleapi: got HTTP "
            + "response code 404 with body: ");
    }

    [Fact]
    public async Task Roles_bind_accounts_and_projects()
    {
        using var root = VaultClient.Root(_vault);
        await root.Must("auth/gcp/role/app", new { bound_service_accounts = "other@acme.iam.gserviceaccount.com" });
        (await LoginAsync("app", Token())).IsError(400, $"service account {Email} (id: {Id}) is not authorized for role");
        await root.Must("auth/gcp/role/app", new { bound_service_accounts = "*", bound_projects = "other,third" });
        (await LoginAsync("app", Token())).IsError(400, $"service account \"{Email}\" not in bound projects [other third]");
        await root.Must("auth/gcp/role/app", new { bound_service_accounts = Id, bound_projects = "acme" });
        Assert.Equal(200, (int)(await LoginAsync("APP", Token("aud", "https://vault/APP"))).Status);
    }

    [Fact]
    public async Task Faults_of_roles_and_requests()
    {
        using var root = VaultClient.Root(_vault);

        (await root.Put("auth/gcp/role/x", "{}")).IsError(400, "role type cannot be empty");
        (await root.Put("auth/gcp/role/x", """{"type":"vm"}""")).IsError(400, "role type 'vm' is invalid");
        (await root.Put("auth/gcp/role/x", """{"type":"iam"}""")).IsError(
            400, "IAM role type must have at least one service account");
        (await root.Put("auth/gcp/role/x", """{"type":"iam","bound_service_accounts":"a","max_jwt_exp":3601}""")).IsError(
            400, "max_jwt_exp cannot be more than 60 minutes");
        (await root.Put("auth/gcp/login", """{"jwt":"x"}""")).IsError(400, "role is required");
        (await root.Put("auth/gcp/login", """{"role":"x","jwt":"x"}""")).IsError(400, "role \"x\" not found");
        (await root.Put("auth/gcp/login", """{"role":"app"}""")).IsError(400, "jwt argument is required");
        (await root.Put("auth/gcp/login", """{"role":"app","jwt":"x","b":1,"a":2}""")).IsError(422, "unknown fields: [\"a\" \"b\"]");
    }

    [Fact]
    public async Task An_account_that_Google_does_not_know_is_an_error_of_the_server()
    {
        Serve("/v1/projects/-/serviceAccounts/1", new { error = new { code = 404 } }, 404);

        (await LoginAsync("app", Token("sub", "1"))).IsError(
            500, "could not find service account 'projects/-/serviceAccounts/1': googleapi: got HTTP response code 404 with body: ");
    }

    /// <summary>The hook tells paths of Vault's API without <c>/v1/</c>.</summary>
    private void Serve(string path, object body, int status = 200) => _google.Faults.Add(
        (_, asked, _) => asked == path.Replace("/v1/", "", StringComparison.Ordinal),
        new FaultAction.Raw(status, "application/json", JsonSerializer.Serialize(body)));

    private string Token(string? claim = null, object? value = null)
    {
        var claims = Claims();
        if (claim is not null)
        {
            claims.Remove(claim);
        }

        if (value is not null)
        {
            claims[claim!] = value;
        }

        return Tokens.Sign(claims, _key, "k1");
    }

    private static Dictionary<string, object> Claims() => new()
    {
        ["aud"] = "https://vault/app",
        ["email"] = Email,
        ["exp"] = Now + 3600,
        ["sub"] = Id,
    };

    private async Task<Reply> LoginAsync(string role, string jwt)
    {
        using var anyone = new VaultClient(_vault.Address, null);
        return await anyone.Put("auth/gcp/login", JsonSerializer.Serialize(new { role, jwt }));
    }
}
