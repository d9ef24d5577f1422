using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.Embedded.Vault.Http;

/// <summary>An HTTP client that trusts a given CA (PEM) instead of the system's roots; an empty PEM keeps the system's.</summary>
internal static class TrustingClient
{
    public static HttpClient Create(string? caPem)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        if (!string.IsNullOrWhiteSpace(caPem))
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(caPem);
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Trusts(
                roots, certificate, chain, errors);
        }

        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Whether the text holds at least one certificate.</summary>
    public static bool IsPem(string caPem)
    {
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(caPem);
            return roots.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool Trusts(X509Certificate2Collection roots, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var built = new X509Chain();
        built.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        built.ChainPolicy.CustomTrustStore.AddRange(roots);
        built.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        built.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);
        using var leaf = new X509Certificate2(certificate);
        return built.Build(leaf);
    }
}
