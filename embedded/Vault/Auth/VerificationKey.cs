using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>A public key that checks JWT signatures (RS*, PS*, ES*).</summary>
internal sealed class VerificationKey(AsymmetricAlgorithm key, string? id) : IDisposable
{
    /// <summary>Its id in a JWKS; null for a key on its own.</summary>
    public string? Id => id;

    public void Dispose() => key.Dispose();

    public bool Verifies(Jwt token) =>
        (id is null || token.KeyId is null || id == token.KeyId) && token.Algorithm.Length == 5 && (key, token.Algorithm[..2]) switch
        {
            (RSA rsa, "RS") => rsa.VerifyData(token.Signed, token.Signature, Hash(token), RSASignaturePadding.Pkcs1),
            (RSA rsa, "PS") => rsa.VerifyData(token.Signed, token.Signature, Hash(token), RSASignaturePadding.Pss),
            (ECDsa ec, "ES") => ec.VerifyData(token.Signed, token.Signature, Hash(token)),
            _ => false,
        };

    /// <summary>Reads a PEM public key or certificate; null when it is neither.</summary>
    public static VerificationKey? FromPem(string pem)
    {
        try
        {
            if (pem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
            {
                using var certificate = X509Certificate2.CreateFromPem(pem);
                return new VerificationKey((AsymmetricAlgorithm?)certificate.GetRSAPublicKey() ?? certificate.GetECDsaPublicKey()!, null);
            }

            return Import(RSA.Create(), pem) ?? Import(ECDsa.Create(), pem);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static IEnumerable<VerificationKey> FromJwks(JsonElement set)
    {
        foreach (var key in set.GetProperty("keys").EnumerateArray())
        {
            var id = key.TryGetProperty("kid", out var kid) ? kid.GetString() : null;
            switch (key.GetProperty("kty").GetString())
            {
                case "RSA":
                    yield return new VerificationKey(
                        RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") }), id);
                    break;
                case "EC":
                    var point = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") };
                    yield return new VerificationKey(ECDsa.Create(new ECParameters { Curve = Curve(key), Q = point }), id);
                    break;
                default:
                    break;
            }
        }
    }

    private static VerificationKey? Import(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return new VerificationKey(key, null);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }

    private static HashAlgorithmName Hash(Jwt token) => token.Algorithm[2..] switch
    {
        "384" => HashAlgorithmName.SHA384,
        "512" => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    };

    private static ECCurve Curve(JsonElement key) => key.GetProperty("crv").GetString() switch
    {
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => ECCurve.NamedCurves.nistP256,
    };

    private static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
}
