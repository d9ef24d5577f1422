using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.Cloud;

/// <summary>Makes the socket handlers of requests to clouds: no redirect is followed, no cookie kept.</summary>
internal static class CloudTransport
{
    /// <summary>A handler.</summary>
    /// <param name="options">How long a connection may take.</param>
    /// <param name="proxy">By way of which proxy; null for none.</param>
    public static SocketsHttpHandler Create(CloudOptions options, IWebProxy? proxy) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.TryTimeout / 2,
        UseProxy = proxy is not null,
        Proxy = proxy,
        SslOptions = new()
        {
            // A certificate names URLs of its issuer. Nobody whom it does not trust yet has the operator fetch anything.
            CertificateChainPolicy = new() { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
        },
    };
}
