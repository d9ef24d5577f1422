using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Contracts.Ports;
using Coffer.Domain.ClusterTrust;

namespace Coffer.Silo.Clustering;

/// <summary>
/// Makes a silo's own certificate: for both ends of a connection, with the cluster's name in it. Its key never leaves the process.
/// </summary>
internal static class LeafMint
{
    public const string ServerPurpose = "1.3.6.1.5.5.7.3.1";
    public const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    private const int SerialLength = 16;

    public static SslStreamCertificateContext Make(string clusterId, AuthorityRoot signer, LeafPlan plan)
    {
        using var root = X509CertificateLoader.LoadCertificate(signer.Certificate.Span);
        using var rootKey = ECDsa.Create();
        rootKey.ImportPkcs8PrivateKey(signer.PrivateKey.Span, out _);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var generator = X509SignatureGenerator.CreateForECDsa(rootKey);
        using var bare = Request(clusterId, root, key).Create(root.SubjectName, generator, plan.NotBefore, plan.NotAfter, Serial());
        return SslStreamCertificateContext.Create(bare.CopyWithPrivateKey(key), additionalCertificates: null, offline: true);
    }

    private static CertificateRequest Request(string clusterId, X509Certificate2 root, ECDsa key)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri(SiloIdentity.Of(clusterId)));
        var request = new CertificateRequest("CN=silo", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(ServerPurpose), new Oid(ClientPurpose)], critical: true));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(names.Build(critical: true));
        return request;
    }

    /// <summary>Positive, as RFC 5280 demands.</summary>
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(SerialLength);
        serial[0] = (byte)((serial[0] & 0x7F) | 1);
        return serial;
    }
}
