using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Coffer.Kube.Tests.ClusterTrust;

/// <summary>Certificates and keys as a person might store them.</summary>
internal static class Pems
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsa OtherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly X509Certificate2 Leaf = Make(OtherKey, authority: false);

    public static readonly X509Certificate2 Root = Make(Key, authority: true);

    /// <summary>Puts PEM blocks in place of <c>{cert}</c>, <c>{key}</c> and so on.</summary>
    public static string Fill(string template) => template
        .Replace("{cert}", Root.ExportCertificatePem() + "\n", StringComparison.Ordinal)
        .Replace("{key}", Key.ExportPkcs8PrivateKeyPem() + "\n", StringComparison.Ordinal)
        .Replace("{other key}", OtherKey.ExportPkcs8PrivateKeyPem() + "\n", StringComparison.Ordinal)
        .Replace("{leaf}", Leaf.ExportCertificatePem() + "\n", StringComparison.Ordinal)
        .Replace("{leaf key}", OtherKey.ExportPkcs8PrivateKeyPem() + "\n", StringComparison.Ordinal);

    public static string Secret(string version) =>
        $$$"""{"kind":"Secret","metadata":{"name":"coffer-silo-ca-blue","resourceVersion":"{{{version}}}"},"data":{"ca.crt":"{{{Base64("{cert}")}}}","ca.key":"{{{Base64("{key}")}}}"}}""";

    private static string Base64(string template) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Fill(template)));

    private static X509Certificate2 Make(ECDsa key, bool authority)
    {
        var request = new CertificateRequest("CN=by hand", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddYears(10));
    }
}
