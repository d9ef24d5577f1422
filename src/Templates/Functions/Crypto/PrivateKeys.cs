using System.Formats.Asn1;
using System.Security.Cryptography;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Functions.Crypto;

/// <summary>Checks that a text is a private key in PEM.</summary>
internal static class PrivateKeys
{
    private const string Suffix = " PRIVATE KEY";
    private const int DsaNumbers = 6;
    private static readonly (string Format, Action<byte[]> Read)[] Formats =
    [
        ("PKCS8", ReadPkcs8), ("PKCS1", ReadPkcs1), ("EC", ReadEc),
    ];

    /// <exception cref="FunctionError">It is none; in the words of the original as far as it has its own.</exception>
    public static void Check(string text, Budget budget)
    {
        var block = PemBlock.Find(text, budget) ?? throw new FunctionError("no PEM data in input");
        if (block.Label != "PRIVATE KEY" && !block.Label.EndsWith(Suffix, StringComparison.Ordinal))
        {
            throw new FunctionError("no private key data in PEM block of type " + block.Label);
        }

        switch (block.Label)
        {
            case "PRIVATE KEY":
                Read(block.Content, "PKCS8", "decoding PEM as PKCS#8");
                break;
            case "RSA PRIVATE KEY":
                Read(block.Content, "PKCS1", "parsing RSA private key from PEM");
                break;
            case "EC PRIVATE KEY":
                Read(block.Content, "EC", "parsing EC private key from PEM");
                break;
            case "DSA PRIVATE KEY":
                ReadDsa(block.Content);
                break;
            default:
                throw new FunctionError("invalid private key type " + block.Label[..^Suffix.Length]);
        }
    }

    private static void Read(byte[] content, string wanted, string failure)
    {
        if (IsReadable(content, wanted))
        {
            return;
        }

        foreach (var (format, _) in Formats)
        {
            if (format != wanted && IsReadable(content, format))
            {
                throw new FunctionError($"{failure}: x509: failed to parse {(wanted == "EC" ? "EC " : "")}private key (use "
                    + $"Parse{format}PrivateKey instead for this key format)");
            }
        }

        throw new FunctionError($"{failure}: {Complaint(content, wanted)}");
    }

    private static string Complaint(byte[] content, string wanted) => wanted switch
    {
        "PKCS8" => Asn1Complaint.Of(content, "pkcs8"),
        "PKCS1" => Asn1Complaint.Of(content, "pkcs1PrivateKey"),
        _ => "x509: failed to parse EC private key: " + Asn1Complaint.Of(content, "ecPrivateKey"),
    };

    private static bool IsReadable(byte[] content, string wanted)
    {
        try
        {
            Formats.First(format => format.Format == wanted).Read(content);
            return true;
        }
        catch (Exception bad) when (bad is CryptographicException or AsnContentException)
        {
            return false;
        }
    }

    private static void ReadPkcs1(byte[] content)
    {
        using var key = RSA.Create();
        key.ImportRSAPrivateKey(content, out _);
    }

    private static void ReadEc(byte[] content)
    {
        using var key = ECDsa.Create();
        key.ImportECPrivateKey(content, out _);
    }

    /// <summary>A version, the algorithm and the key, whatever the algorithm.</summary>
    private static void ReadPkcs8(byte[] content)
    {
        var sequence = new AsnReader(content, AsnEncodingRules.DER).ReadSequence();
        sequence.ReadInteger();
        sequence.ReadSequence().ReadObjectIdentifier();
        sequence.ReadOctetString();
    }

    private static void ReadDsa(byte[] content)
    {
        try
        {
            var sequence = new AsnReader(content, AsnEncodingRules.DER).ReadSequence();
            for (var count = 0; count < DsaNumbers; count++)
            {
                sequence.ReadInteger();
            }
        }
        catch (AsnContentException)
        {
            throw new FunctionError("parsing DSA private key from PEM: " + Asn1Complaint.Of(content, "DSAKeyFormat"));
        }
    }
}
