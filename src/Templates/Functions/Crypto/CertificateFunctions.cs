using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Encoding;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Crypto;

/// <summary>Certificates with their keys.</summary>
internal static class CertificateFunctions
{
    private static readonly GoType Certificate =
        new("sprig.certificate", Kind.Struct) { Fields = [new("Cert", T.String), new("Key", T.String)] };

    public static IEnumerable<Function> All => [new("buildCustomCert", [T.String, T.String], Certificate, Build)];

    /// <summary>Checks a certificate and a key, both PEM in base64, and yields them decoded. They need not belong together.</summary>
    private static StructValue Build(Arguments args)
    {
        var certificate = Decoded(args.Text(0), "certificate");
        var key = Decoded(args.Text(1), "private key");
        var block = PemBlock.Find(certificate, args.Budget) ?? throw new FunctionError("unable to decode certificate");
        CheckCertificate(block.Content);
        try
        {
            PrivateKeys.Check(key, args.Budget);
        }
        catch (FunctionError error)
        {
            throw new FunctionError("error parsing private key: " + error.Message);
        }

        return new([StringValue.Of(certificate), StringValue.Of(key)], Certificate);
    }

    private static string Decoded(string text, string what)
    {
        try
        {
            return Base64Text.Decode(text);
        }
        catch (FunctionError)
        {
            throw new FunctionError("unable to decode base64 " + what);
        }
    }

    private static void CheckCertificate(byte[] content)
    {
        try
        {
            X509CertificateLoader.LoadCertificate(content).Dispose();
        }
        catch (CryptographicException)
        {
            throw new FunctionError(
                $"error parsing certificate: decodedCert.Bytes: x509: malformed {(IsSequenceOfOther(content) ? "tbs " : "")}certificate");
        }
    }

    /// <summary>Whether the outer structure is that of a certificate, but no structure is in it.</summary>
    private static bool IsSequenceOfOther(byte[] content)
    {
        try
        {
            return !StartsWithSequence(new AsnReader(content, AsnEncodingRules.DER).ReadSequence());
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static bool StartsWithSequence(AsnReader reader)
    {
        try
        {
            reader.ReadSequence();
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
