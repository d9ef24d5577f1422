using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;

namespace Coffer.Domain.Tests.Sources.Certificates;

/// <summary>An authority in memory, and answers as a PKI engine would give them.</summary>
internal static class Authority
{
    public static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public static readonly VaultPKISecret Resource = new()
    {
        Metadata = new ObjectMeta { Name = "web", Namespace = "team", Uid = "u-1", ResourceVersion = "5", Generation = 1 },
        Spec = new VaultPKISecretSpec
        {
            VaultAuthRef = "auth",
            Mount = "pki",
            Role = "web",
            CommonName = "a.example.test",
            Destination = new Destination { Name = "web", Create = true, Type = "kubernetes.io/tls" },
        },
    };

    /// <summary>The data of an answer; the changes come last.</summary>
    public static JsonObject Issue(string name = "a.example.test", TimeSpan? life = null, Action<JsonObject>? change = null)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=root", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var rootCertificate = root.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(300));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(rootCertificate, Now.AddSeconds(-30), Now + (life ?? TimeSpan.FromHours(3)), [0x1d, 0x64, 0x0a]);
        var data = new JsonObject
        {
            ["ca_chain"] = new JsonArray(rootCertificate.ExportCertificatePem()),
            ["certificate"] = leaf.ExportCertificatePem(),
            ["expiration"] = (Now + (life ?? TimeSpan.FromHours(3))).ToUnixTimeSeconds(),
            ["issuing_ca"] = rootCertificate.ExportCertificatePem(),
            ["private_key"] = key.ExportECPrivateKeyPem(),
            ["private_key_type"] = "ec",
            ["serial_number"] = "1d:64:0a",
        };
        change?.Invoke(data);
        return data;
    }

    public static VaultData Answer(JsonNode? data, params string[] warnings) =>
        new(data is null ? default : Encoding.UTF8.GetBytes(data.ToJsonString()), warnings);

    public static VaultPKISecret With(Func<VaultPKISecretSpec, VaultPKISecretSpec> change) =>
        Resource with { Spec = change(Resource.Spec) };

    public static CertificateFacts Facts(double hours = 3, string serial = "1d:64:0a") => new()
    {
        SerialNumber = serial,
        NotBefore = Now.AddSeconds(-30),
        NotAfter = Now.AddHours(hours),
        Issued = Now,
    };

    public static string Der(string pem) => Convert.ToBase64String(Convert.FromBase64String(string.Concat(
        pem.Split('\n').Where(line => !line.StartsWith("-----", StringComparison.Ordinal)))));
}
