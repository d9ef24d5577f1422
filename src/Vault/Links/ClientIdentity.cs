using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Wire;

namespace Coffer.Vault.Links;

/// <summary>The client's certificate of one login, ready for TLS. No other call shares its connection.</summary>
internal sealed class ClientIdentity : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _chain;

    private ClientIdentity(VaultEndpoint endpoint, X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        (_certificate, _chain) = (certificate, chain);
        Check = new CertificateCheck(endpoint);
        Check.Options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    public CertificateCheck Check { get; }

    /// <summary>Misconfigured when it is no certificate with its key, or when there is no TLS to show it in.</summary>
    public static Outcome<ClientIdentity> Open(VaultEndpoint endpoint, VaultCall call, ClientCertificate pair)
    {
        if (endpoint.Address.Scheme != Uri.UriSchemeHttps)
        {
            return VaultErrors.Create(
                endpoint, call, FailureKind.Misconfigured,
                "a client certificate can be shown over https:// alone, and the address is another");
        }

        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(pair.CertificatePem);
            return new ClientIdentity(endpoint, X509Certificate2.CreateFromPem(pair.CertificatePem, pair.KeyPem), chain);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return VaultErrors.Create(endpoint, call, FailureKind.Misconfigured, "the client's certificate and key do not belong together");
        }
    }

    public void Dispose()
    {
        Check.Dispose();
        _certificate.Dispose();
        foreach (var issuer in _chain)
        {
            issuer.Dispose();
        }
    }
}
