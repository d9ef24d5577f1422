using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;

namespace Coffer.Kube.ClusterTrust;

/// <summary>How the authority is kept in a Secret: certificates and private keys as PEM, in the same order.</summary>
internal static class AuthorityData
{
    public const string Certificates = "ca.crt";
    public const string Keys = "ca.key";

    /// <summary>The values of the Secret's <c>data</c>.</summary>
    public static (byte[] Certificates, byte[] Keys) Write(ClusterAuthority authority) => (
        Lines(authority.Roots.Select(root => PemEncoding.WriteString("CERTIFICATE", root.Certificate.Span))),
        Lines(authority.Roots.Select(root => PemEncoding.WriteString("PRIVATE KEY", root.PrivateKey.Span))));

    /// <summary>Reads the Secret; says what is wrong with it without its values.</summary>
    public static (ClusterAuthority? Authority, string? Fault) Read(JsonElement secret)
    {
        if (Text(secret, Certificates) is not { } certificates || Text(secret, Keys) is not { } keys)
        {
            return (null, $"it must hold the data keys \"{Certificates}\" and \"{Keys}\", PEM");
        }

        try
        {
            var roots = Blocks(certificates).Zip(Blocks(keys), Root).ToList();
            var counts = (Blocks(certificates).Count(), Blocks(keys).Count());
            return counts is { Item1: > 0 } && counts.Item1 == counts.Item2
                ? (new ClusterAuthority([.. roots.OrderBy(root => root.Facts.NotBefore)]), null)
                : (null, $"\"{Certificates}\" holds {counts.Item1} certificates and \"{Keys}\" {counts.Item2} private keys");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return (null, $"\"{Certificates}\" or \"{Keys}\" can't be read, or they don't belong together");
        }
    }

    private static AuthorityRoot Root(string certificatePem, string keyPem)
    {
        using var certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        using var key = certificate.GetECDsaPrivateKey();
        var mayCertify = certificate.Extensions.OfType<X509BasicConstraintsExtension>()
            .Any(constraints => constraints.CertificateAuthority);
        return key is not null && mayCertify
            ? RootMint.Describe(certificate, key)
            : throw new CryptographicException("not an ECDSA authority");
    }

    private static IEnumerable<string> Blocks(string pem)
    {
        for (var rest = pem; PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            yield return rest[fields.Location];
        }
    }

    private static string? Text(JsonElement secret, string key) =>
        secret.At("data", key) is { ValueKind: JsonValueKind.String } value && value.TryGetBytesFromBase64(out var bytes)
            ? Encoding.UTF8.GetString(bytes)
            : null;

    private static byte[] Lines(IEnumerable<string> blocks) => Encoding.ASCII.GetBytes(string.Join('\n', blocks) + '\n');
}
