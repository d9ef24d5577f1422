using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.Vault.Tests.Support;

/// <summary>A CA with an intermediate under it.</summary>
internal sealed class TestCa : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;

    public TestCa(string name = "Test Root")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request($"CN={name}", key, isCa: true);
        _root = request.CreateSelfSigned(From, From.AddDays(10));
        _intermediate = Issue(_root, $"CN={name} Intermediate", isCa: true, sans: null);
    }

    public string Pem => _root.ExportCertificatePem();

    public string IntermediatePem => _intermediate.ExportCertificatePem();

    public X509Certificate2 Server(params string[] names) => Issue(_root, "CN=vault", isCa: false, names);

    /// <summary>Issued by an intermediate that the server does not show, and that is to be had at a URL.</summary>
    public X509Certificate2 Server(string[] names, Uri issuerAt) =>
        Issue(_intermediate, "CN=vault", isCa: false, names, new X509AuthorityInformationAccessExtension(null, [issuerAt.ToString()]));

    public X509Certificate2 ServerOfIntermediate(params string[] names) => Issue(_intermediate, "CN=vault", isCa: false, names);

    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
    }

    private static X509Certificate2 Issue(
        X509Certificate2 issuer, string subject, bool isCa, string[]? sans, params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(subject, key, isCa);
        Array.ForEach(extensions, request.CertificateExtensions.Add);
        if (sans is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            foreach (var san in sans)
            {
                if (IPAddress.TryParse(san, out var ip))
                {
                    names.AddIpAddress(ip);
                }
                else
                {
                    names.AddDnsName(san);
                }
            }

            request.CertificateExtensions.Add(names.Build());
        }

        using var issued = request.Create(issuer, From, From.AddDays(9), RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    private static CertificateRequest Request(string subject, ECDsa key, bool isCa)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isCa, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            isCa ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.DigitalSignature, true));
        return request;
    }
}
