using System.Security.Cryptography.X509Certificates;
using Coffer.Embedded.Vault;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Auths;

/// <summary>
/// A Vault that is spoken to over TLS: that of COFFER_TEST_VAULT_TLS_ADDR, whose CA's file COFFER_TEST_VAULT_TLS_CACERT names and which has
/// the root token of COFFER_TEST_VAULT_TOKEN; else an embedded one.
/// </summary>
internal sealed class TlsVault : IAsyncDisposable
{
    private readonly EmbeddedVault? _embedded;

    private TlsVault(EmbeddedVault? embedded, Uri address, string caPem, string token)
    {
        (_embedded, Address, CaPem) = (embedded, address, caPem);
        Admin = new VaultAdmin(address, token, new SocketsHttpHandler
        {
            SslOptions = { CertificateChainPolicy = Trust(caPem) },
        });
    }

    public Uri Address { get; }

    public string CaPem { get; }

    public VaultAdmin Admin { get; }

    /// <summary>Makes the certificates of its clients.</summary>
    public ClientAuthority Clients { get; } = new();

    public static async Task<TlsVault> OpenAsync()
    {
        if (Environment.GetEnvironmentVariable("COFFER_TEST_VAULT_TLS_ADDR") is { Length: > 0 } address)
        {
            return new TlsVault(
                null, new Uri(address), await File.ReadAllTextAsync(Environment.GetEnvironmentVariable("COFFER_TEST_VAULT_TLS_CACERT")!),
                Environment.GetEnvironmentVariable("COFFER_TEST_VAULT_TOKEN")!);
        }

        var embedded = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions { Tls = true }, CancellationToken.None);
        return new TlsVault(embedded, embedded.Address, embedded.CaPem!, embedded.RootToken);
    }

    private static X509ChainPolicy Trust(string pem)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(pem);
        return policy;
    }

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        Admin.Dispose();
        await (_embedded?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
