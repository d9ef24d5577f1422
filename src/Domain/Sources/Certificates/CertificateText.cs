using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Coffer.Domain.Sources.Certificates;

/// <summary>Certificates and keys in PEM, whatever the format that they came in.</summary>
internal static class CertificateText
{
    private const string Label = "CERTIFICATE";

    /// <summary>The first certificate of a text, PEM or base64 of DER, as PEM; null for none.</summary>
    public static string? First(string text)
    {
        foreach (var block in Blocks(text))
        {
            return block;
        }

        return Der(text) is { } der ? PemEncoding.WriteString(Label, der) : null;
    }

    /// <summary>Reads a certificate in PEM; null where it is none.</summary>
    public static X509Certificate2? Read(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A private key as PEM: what is PEM stays as it is. Null for what is no key.</summary>
    /// <param name="text">PEM, with or without other blocks, or base64 of DER.</param>
    public static string? Key(string text)
    {
        foreach (var (label, pem) in AllBlocks(text))
        {
            if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            {
                return pem;
            }
        }

        return Der(text) is { } der ? KeyOfDer(der) : null;
    }

    /// <summary>
    /// Whether a key is that of a certificate; null where the platform can't tell, as with Ed25519.
    /// </summary>
    public static bool? IsPair(X509Certificate2 certificate, string keyPem)
    {
        try
        {
            return Algorithm(certificate, keyPem) is { } key ? Fits(certificate, key) : null;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Serial number in Vault's spelling.</summary>
    public static string Serial(X509Certificate2 certificate) =>
        string.Join(':', Convert.ToHexStringLower(certificate.SerialNumberBytes.Span).Chunk(2).Select(digits => new string(digits)));

    public static DateTimeOffset NotAfter(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);

    public static DateTimeOffset NotBefore(X509Certificate2 certificate) => new(certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero);

    private static IEnumerable<string> Blocks(string text) =>
        AllBlocks(text).Where(block => block.Label == Label).Select(block => block.Pem);

    private static IEnumerable<(string Label, string Pem)> AllBlocks(string text)
    {
        var rest = text;
        while (PemEncoding.TryFind(rest, out var fields))
        {
            yield return (rest[fields.Label], rest[fields.Location]);
            rest = rest[fields.Location.End..];
        }
    }

    private static byte[]? Der(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var written) && written > 0 ? bytes[..written] : null;
    }

    private static string? KeyOfDer(byte[] der)
    {
        (string Label, Action<byte[]> Import)[] forms =
        [
            ("PRIVATE KEY", CheckPkcs8),
            ("RSA PRIVATE KEY", static bytes => { using var key = RSA.Create(); key.ImportRSAPrivateKey(bytes, out _); }),
            ("EC PRIVATE KEY", static bytes => { using var key = ECDsa.Create(); key.ImportECPrivateKey(bytes, out _); }),
        ];
        foreach (var (label, import) in forms)
        {
            try
            {
                import(der);
                return PemEncoding.WriteString(label, der);
            }
            catch (Exception fault) when (fault is CryptographicException or AsnContentException)
            {
                // Another form, then.
            }
        }

        return null;
    }

    /// <summary>A version, an algorithm and the key's bytes, whatever the type of the key.</summary>
    private static void CheckPkcs8(byte[] der)
    {
        var info = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        info.ReadInteger();
        info.ReadSequence().ReadObjectIdentifier();
        info.ReadOctetString();
    }

    private static AsymmetricAlgorithm? Algorithm(X509Certificate2 certificate, string keyPem)
    {
        AsymmetricAlgorithm? key = certificate.PublicKey.Oid.Value switch
        {
            "1.2.840.113549.1.1.1" => RSA.Create(),
            "1.2.840.10045.2.1" => ECDsa.Create(),
            _ => null,
        };
        key?.ImportFromPem(keyPem);
        return key;
    }

    private static bool Fits(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        using (key)
        {
            return key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo());
        }
    }
}
