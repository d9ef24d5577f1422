using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Contracts.Vault;

namespace Coffer.Vault.Links;

/// <summary>How the server's certificate of one endpoint is judged, and what is said when it is refused.</summary>
internal sealed class CertificateCheck : IDisposable
{
    private readonly X509Certificate2Collection _trusted = [];
    private readonly string _name;
    private readonly bool _acceptAny;

    /// <exception cref="CryptographicException">The CA bundle is not PEM or holds no certificate.</exception>
    public CertificateCheck(VaultEndpoint endpoint)
    {
        _name = endpoint.TlsServerName ?? endpoint.Address.IdnHost;
        _acceptAny = endpoint.SkipTlsVerify;
        Options = new SslClientAuthenticationOptions { TargetHost = _name, RemoteCertificateValidationCallback = Judge };
        if (!_acceptAny && endpoint.CaPem is { } pem)
        {
            _trusted.ImportFromPem(pem);
            if (_trusted.Count == 0)
            {
                throw new CryptographicException("no certificate in the bundle");
            }

            Options.CertificateChainPolicy = OwnTrust();
        }
        else
        {
            Options.CertificateChainPolicy = Policy();
        }
    }

    public SslClientAuthenticationOptions Options { get; }

    public void Dispose()
    {
        foreach (var certificate in _trusted)
        {
            certificate.Dispose();
        }
    }

    /// <summary>A certificate names URLs of its issuer. Nobody whom it does not trust yet has the operator fetch anything.</summary>
    private static X509ChainPolicy Policy() => new() { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };

    private X509ChainPolicy OwnTrust()
    {
        var policy = Policy();
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_trusted);
        policy.ExtraStore.AddRange(_trusted);
        return policy;
    }

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (_acceptAny || errors == SslPolicyErrors.None
            || (errors == SslPolicyErrors.RemoteCertificateChainErrors && EndsAtTrustedIntermediate(chain)))
        {
            return true;
        }

        return Refuse(certificate as X509Certificate2, chain, errors);
    }

    /// <summary>Throws instead of returning false: this text reaches the condition of the VaultConnection.</summary>
    private bool Refuse(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        throw new AuthenticationException(Reason(certificate, chain, errors));

    /// <summary>
    /// Every certificate of a CA bundle is an anchor, as Go's TLS has it: people put the issuing intermediate there, without its root.
    /// </summary>
    private bool EndsAtTrustedIntermediate(X509Chain? chain) =>
        chain is { ChainElements.Count: > 0 }
        && chain.ChainStatus.All(s => s.Status == X509ChainStatusFlags.PartialChain)
        && _trusted.Any(t => t.RawDataMemory.Span.SequenceEqual(chain.ChainElements[^1].Certificate.RawDataMemory.Span));

    private string Reason(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "the server showed no certificate";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            var flags = string.Join(", ", chain?.ChainStatus.Select(s => s.Status).Distinct() ?? []);
            return $"the certificate of {certificate.Subject}, issued by {certificate.Issuer}, is not trusted ({flags})";
        }

        return $"the certificate of {certificate.Subject} is not valid for the name {_name}";
    }
}
