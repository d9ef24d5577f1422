using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Coffer.Embedded.Tests.Vault;

/// <summary>Makes signed JWTs.</summary>
internal static class Tokens
{
    public static string Sign(object claims, AsymmetricAlgorithm key, string? keyId = null)
    {
        var algorithm = key is RSA ? "RS256" : "ES256";
        var head = Encode(keyId is null ? new { alg = algorithm } : new { alg = algorithm, kid = keyId });
        var signed = head + "." + Encode(claims);
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = key switch
        {
            RSA rsa => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            ECDsa ec => ec.SignData(bytes, HashAlgorithmName.SHA256),
            _ => throw new ArgumentException("RSA or ECDSA", nameof(key)),
        };
        return signed + "." + Base64Url.EncodeToString(signature);
    }

    /// <summary>The claims of a projected ServiceAccount token.</summary>
    public static Dictionary<string, object> ServiceAccount(string home, string name, string uid, string audience) => new()
    {
        ["iss"] = "https://kubernetes.default.svc.cluster.local",
        ["aud"] = new[] { audience },
        ["sub"] = $"system:serviceaccount:{home}:{name}",
        ["exp"] = 4102444800,
        ["kubernetes.io"] = new Dictionary<string, object>
        {
            ["namespace"] = home,
            ["serviceaccount"] = new { name, uid },
        },
    };

    private static string Encode(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
