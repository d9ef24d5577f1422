using System.Security.Cryptography;
using System.Text.Json;
using Coffer.Embedded.Vault;

namespace Coffer.Embedded.Tests.Vault;

public sealed class JwtAuthTests
{
    private const long Now = 1795456800; // 2026-11-23T18:00:00Z

    public static TheoryData<string> Algorithms => ["RS256", "ES256"];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task A_signed_token_logs_in_and_a_forged_one_does_not(string algorithm)
    {
        using AsymmetricAlgorithm key = algorithm == "RS256" ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using AsymmetricAlgorithm other = algorithm == "RS256" ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var vault = await Prepare(key);

        var login = await Login(vault, Tokens.Sign(Claims(), key));
        Assert.Equal(200, (int)login.Status);
        Assert.Equal("""{"role":"app"}""", login.Auth["metadata"]!.ToJsonString());
        Assert.Equal("""["default","reader"]""", login.Auth["policies"]!.ToJsonString());

        (await Login(vault, Tokens.Sign(Claims(), other))).IsError(
            400, "error validating token: error verifying token signature: no known key successfully validated the token signature");
    }

    [Theory]
    [InlineData("exp", Now - 61, "error validating token: invalid expiration time (exp) claim: token is expired")]
    [InlineData("nbf", Now + 61, "error validating token: invalid not before (nbf) claim: token not yet valid")]
    [InlineData("aud", "other",
        "error validating token: invalid audience (aud) claim: audience claim does not match any expected audience")]
    [InlineData("sub", "other", "error validating token: invalid subject (sub) claim")]
    [InlineData("team", "other", "error validating claims: claim \"team\" does not match any associated bound claim values")]
    [InlineData("team", null, "error validating claims: claim \"team\" is missing")]
    [InlineData("user", null, "claim \"user\" not found in token")]
    public async Task Claims_are_checked(string claim, object? value, string error)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var vault = await Prepare(key);
        var claims = Claims();
        claims.Remove(claim);
        if (value is not null)
        {
            claims[claim] = value;
        }

        (await Login(vault, Tokens.Sign(claims, key))).IsError(400, error);
    }

    [Fact]
    public async Task Faults_of_configuration_and_request()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var vault = await Prepare(key);
        using var root = VaultClient.Root(vault);
        await root.Must("sys/auth/bare", new { type = "jwt" });

        (await root.Put("auth/bare/login", """{"role":"app","jwt":"x"}""")).IsError(400, "could not load configuration");
        (await root.Put("auth/jwt/login", """{"jwt":"x"}""")).IsError(400, "missing role");
        (await root.Put("auth/jwt/login", """{"role":"app"}""")).IsError(400, "missing token");
        (await root.Put("auth/jwt/login", """{"role":"x","jwt":"x"}""")).IsError(400, "role \"x\" could not be found");
    }

    [Fact]
    public async Task Keys_can_come_from_a_discovery_document()
    {
        using var key = RSA.Create(2048);
        var parameters = key.ExportParameters(false);
        await using var vault = await Prepare(key);
        await using var issuer = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions(), CancellationToken.None);
        using var root = VaultClient.Root(vault);
        var name = issuer.Address.AbsoluteUri.TrimEnd('/');
        Serve(issuer, "/.well-known/openid-configuration", new { issuer = name, jwks_uri = name + "/keys" });
        Serve(issuer, "/keys", new
        {
            keys = new[]
            {
                new
                {
                    kty = "RSA",
                    kid = "k1",
                    n = System.Buffers.Text.Base64Url.EncodeToString(parameters.Modulus),
                    e = System.Buffers.Text.Base64Url.EncodeToString(parameters.Exponent),
                },
            },
        });
        await root.Must("auth/jwt/config", new { oidc_discovery_url = name });
        var claims = Claims();

        (await Login(vault, Tokens.Sign(claims, key, "k1"))).IsError(400, "error validating token: invalid issuer (iss) claim");
        claims["iss"] = name;
        Assert.Equal(200, (int)(await Login(vault, Tokens.Sign(claims, key, "k1"))).Status);
        Assert.Equal(400, (int)(await Login(vault, Tokens.Sign(claims, key, "k2"))).Status);
    }

    /// <summary>Any web server will do as an issuer; the fault hook makes one of the embedded server.</summary>
    private static void Serve(EmbeddedVault server, string path, object body) => server.Faults.Add(
        (_, asked, _) => asked == path,
        new Coffer.Embedded.Vault.Faults.FaultAction.Raw(200, "application/json", JsonSerializer.Serialize(body)));

    private static Dictionary<string, object> Claims() => new()
    {
        ["exp"] = Now + 600,
        ["nbf"] = Now - 600,
        ["aud"] = "coffer",
        ["sub"] = "me",
        ["user"] = "me@example.org",
        ["team"] = "blue",
    };

    private static async Task<EmbeddedVault> Prepare(AsymmetricAlgorithm key)
    {
        var vault = await Start.Vault(VaultFlavour.OpenBao, Start.Clock());
        using var root = VaultClient.Root(vault);
        await root.Must("sys/auth/jwt", new { type = "jwt" });
        await root.Must("auth/jwt/config", new { jwt_validation_pubkeys = key.ExportSubjectPublicKeyInfoPem() });
        await root.Must("auth/jwt/role/app", new
        {
            role_type = "jwt",
            user_claim = "user",
            bound_audiences = "coffer",
            bound_subject = "me",
            bound_claims = new { team = new[] { "blue", "green" } },
            token_policies = "reader",
        });
        return vault;
    }

    private static async Task<Reply> Login(EmbeddedVault vault, string jwt)
    {
        using var anyone = new VaultClient(vault.Address, null);
        return await anyone.Put("auth/jwt/login", JsonSerializer.Serialize(new { role = "app", jwt }));
    }
}
