using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Contracts.Ports;
using Coffer.Domain.ClusterTrust;

namespace Coffer.Kube.ClusterTrust;

/// <summary>Makes the cluster's roots: ECDSA P-256, allowed to sign leaves and nothing else.</summary>
internal static class RootMint
{
    public static AuthorityRoot Make(string clusterId, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name(clusterId, now), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var certificate = request.CreateSelfSigned(now - TrustTimes.BackDating, now + TrustTimes.RootLife);
        return Describe(certificate, key);
    }

    public static AuthorityRoot Describe(X509Certificate2 certificate, ECDsa key) => new(
        new RootFacts(certificate.GetCertHashString(HashAlgorithmName.SHA256), certificate.NotBefore.ToUniversalTime(),
            certificate.NotAfter.ToUniversalTime()),
        certificate.RawData, key.ExportPkcs8PrivateKey());

    /// <summary>No two roots share a name: a chain is looked up by name first.</summary>
    private static X500DistinguishedName Name(string clusterId, DateTimeOffset now)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName($"silos of {clusterId}"[..Math.Min(64, "silos of ".Length + clusterId.Length)]);
        name.AddOrganizationalUnitName(now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        return name.Build();
    }
}
