using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Coffer.Embedded.Vault;

namespace Coffer.Embedded.Tests.Vault;

/// <summary>auth/cert over real TLS, with the words of OpenBao 2.6.2 and Vault 2.0.3.</summary>
public sealed class CertAuthTests
{
    [Theory]
    [InlineData(VaultFlavour.OpenBao, "no client certificate found",
        "no chain matching all constraints could be found for this login certificate",
        "invalid certificate or no client certificate supplied")]
    [InlineData(VaultFlavour.Vault2, "client certificate must be supplied", "failed to match all constraints for this login certificate",
        "failed to match all constraints for this login certificate")]
    public async Task What_is_shown_decides(VaultFlavour flavour, string none, string otherName, string otherIssuer)
    {
        await using var vault = await EmbeddedVault.StartAsync(
            new EmbeddedVaultOptions { Flavour = flavour, Tls = true }, CancellationToken.None);
        using var root = new VaultClient(vault.Address, vault.RootToken, handler: Trusting(vault, null));
        using var authority = Make("CN=clients", null);
        await root.Must("sys/auth/cert", new { type = "cert" });
        await root.Must("auth/cert/certs/apps", new
        {
            certificate = authority.ExportCertificatePem(),
            allowed_common_names = new[] { "app-*" },
            token_policies = new[] { "p" },
            token_ttl = "10m",
        });
        (await root.Put("auth/cert/certs/bad", """{"certificate":"x"}""")).IsError(400, "failed to parse certificate");

        using var app = Make("CN=app-one", authority);
        using var stranger = Make("CN=stranger", authority);
        using var other = Make("CN=app-one", null);
        var login = await LoginAsync(vault, app, "apps");
        Assert.Equal("""["default","p"]""", login.Auth["policies"]!.ToJsonString());
        Assert.Equal(200, (int)(await LoginAsync(vault, app, "")).Status);
        (await LoginAsync(vault, null, "apps")).IsError(400, none);
        (await LoginAsync(vault, stranger, "apps")).IsError(400, otherName);
        (await LoginAsync(vault, other, "apps")).IsError(400, otherIssuer);
        (await LoginAsync(vault, app, "nope")).IsError(400, otherIssuer);
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao, "no client certificate found")]
    [InlineData(VaultFlavour.Vault2, "tls connection required")]
    public async Task Over_plain_HTTP_nothing_can_be_shown(VaultFlavour flavour, string said)
    {
        await using var vault = await Start.Vault(flavour);
        using var root = VaultClient.Root(vault);
        await root.Must("sys/auth/cert", new { type = "cert" });

        (await root.Put("auth/cert/login", """{"name":"apps"}""")).IsError(400, said);
    }

    private static async Task<Reply> LoginAsync(EmbeddedVault vault, X509Certificate2? shown, string role)
    {
        using var client = new VaultClient(vault.Address, null, handler: Trusting(vault, shown));
        return await client.Put("auth/cert/login", JsonSerializer.Serialize(new { name = role }));
    }

    private static SocketsHttpHandler Trusting(EmbeddedVault vault, X509Certificate2? shown)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(vault.CaPem);
        return new SocketsHttpHandler
        {
            SslOptions = { CertificateChainPolicy = policy, ClientCertificates = shown is null ? null : [shown] },
        };
    }

    private static X509Certificate2 Make(string subject, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer is null, false, 0, true));
        if (issuer is null)
        {
            return request.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
        }

        using var made = request.Create(issuer, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(16));
        return made.CopyWithPrivateKey(key);
    }
}
