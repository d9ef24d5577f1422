using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;

namespace Coffer.Embedded.Kubernetes.Tokens;

/// <summary>Signs ServiceAccount tokens (RS256) and checks their signatures.</summary>
internal sealed class TokenIssuer : IDisposable
{
    public const string Issuer = "https://kubernetes.default.svc.cluster.local";

    // Made when first needed: many servers never issue a token, and a key takes a while.
    private readonly Lazy<RSA> _made = new(() => RSA.Create(2048));

    private RSA Key => _made.Value;

    public string KeyId => Base64Url.EncodeToString(SHA256.HashData(Key.ExportSubjectPublicKeyInfo()));

    /// <summary>The public key in PEM form, for auth mounts that check tokens by themselves.</summary>
    public string PublicKeyPem => Key.ExportSubjectPublicKeyInfoPem();

    public JsonObject KeySet()
    {
        var parameters = Key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["use"] = "sig",
                ["kty"] = "RSA",
                ["kid"] = KeyId,
                ["alg"] = "RS256",
                ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            }),
        };
    }

    public string Sign(JsonObject claims)
    {
        var header = new JsonObject { ["alg"] = "RS256", ["kid"] = KeyId };
        var text = $"{Base64Url.EncodeToString(JsonText.ToBytes(header))}.{Base64Url.EncodeToString(JsonText.ToBytes(claims))}";
        byte[] signature;
        lock (_made)
        {
            signature = Key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <returns>The claims; null when this issuer did not sign the token.</returns>
    public JsonObject? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || parts.Any(part => !Base64Url.IsValid(part)))
        {
            return null;
        }

        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        lock (_made)
        {
            if (!Key.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            {
                return null;
            }
        }

        return JsonText.Parse(Base64Url.DecodeFromChars(parts[1])) as JsonObject;
    }

    public void Dispose()
    {
        if (_made.IsValueCreated)
        {
            Key.Dispose();
        }
    }
}
