using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Coffer.Templates.Tests.Functions;

/// <summary>What buildCustomCert takes for a certificate and a key.</summary>
public sealed class CertificateTests
{
    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly string Certificate = Create();

    public static TheoryData<string> Keys => [Rsa.ExportPkcs8PrivateKeyPem(), Rsa.ExportRSAPrivateKeyPem(),
        EcKey(key => key.ExportECPrivateKeyPem()), EcKey(key => key.ExportPkcs8PrivateKeyPem())];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_certificate_and_a_key_come_out_as_they_went_in(string key) =>
        Assert.Equal($"{Certificate}|{key}", Build("{{ .Cert }}|{{ .Key }}", Certificate, key));

    [Theory]
    [InlineData("x", "no PEM data in input")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "no private key data in PEM block of type PUBLIC KEY")]
    [InlineData("-----BEGIN SECRET PRIVATE KEY-----\nAAAA\n-----END SECRET PRIVATE KEY-----\n", "invalid private key type SECRET")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----\n",
        "decoding PEM as PKCS#8: asn1: syntax error: truncated tag or length")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nAgEA\n-----END RSA PRIVATE KEY-----\n",
        "parsing RSA private key from PEM: asn1: structure error: tags don't match (16 vs {class:0 tag:2 length:1 isCompound:false}) "
        + "{optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false "
        + "omitEmpty:false} pkcs1PrivateKey @2")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nMIGA\n-----END EC PRIVATE KEY-----\n",
        "parsing EC private key from PEM: x509: failed to parse EC private key: asn1: syntax error: data truncated")]
    public void What_is_no_key_is_refused(string key, string reason) => Assert.EndsWith(
        "error calling buildCustomCert: error parsing private key: " + reason, Build("", Certificate, key), StringComparison.Ordinal);

    [Fact]
    public void A_key_in_another_format_than_it_says_is_named() => Assert.EndsWith(
        "parsing RSA private key from PEM: x509: failed to parse private key (use ParsePKCS8PrivateKey instead for this key format)",
        Build("", Certificate, Rsa.ExportPkcs8PrivateKeyPem().Replace("PRIVATE", "RSA PRIVATE", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "x509: malformed certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\n", "x509: malformed tbs certificate")]
    public void What_is_no_certificate_is_refused(string certificate, string reason) =>
        Assert.EndsWith("error parsing certificate: decodedCert.Bytes: " + reason, Build("", certificate, Rsa.ExportRSAPrivateKeyPem()),
            StringComparison.Ordinal);

    private static string Build(string body, string certificate, string key) =>
        Rendering.Of($"{{{{ with buildCustomCert \"{Base64(certificate)}\" \"{Base64(key)}\" }}}}{body}{{{{ end }}}}");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static string Create()
    {
        var request = new CertificateRequest("CN=test", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2034, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return certificate.ExportCertificatePem();
    }

    private static string EcKey(Func<ECDsa, string> export)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return export(key);
    }
}
