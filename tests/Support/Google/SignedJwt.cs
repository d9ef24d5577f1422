using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Coffer.Tests.Support.Google;

/// <summary>Compact JWTs, signed with RS256.</summary>
internal static class SignedJwt
{
    public static string Sign(RSA key, string keyId, JsonObject claims)
    {
        var header = new JsonObject { ["alg"] = "RS256", ["kid"] = keyId, ["typ"] = "JWT" };
        var body = $"{Part(header)}.{Part(claims)}";
        return $"{body}.{Base64Url.EncodeToString(key.SignData(
            Encoding.ASCII.GetBytes(body), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>The claims; null for what is none, or not signed by any of the keys.</summary>
    public static JsonObject? Verify(string token, IEnumerable<RSA> keys)
    {
        if (token.Split('.') is not [var header, var claims, var signature] || !Base64Url.IsValid(header) || !Base64Url.IsValid(claims)
            || !Base64Url.IsValid(signature) || (string?)Read(header)["alg"] != "RS256")
        {
            return null;
        }

        var (signed, proof) = (Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature));
        return keys.Any(key => key.VerifyData(signed, proof, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) ? Read(claims) : null;
    }

    /// <summary>The RSA keys of a JWKS.</summary>
    public static IReadOnlyList<RSA> Keys(JsonObject set) =>
    [
        .. set["keys"]!.AsArray().Where(static key => (string?)key!["kty"] == "RSA").Select(static key => RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars((string)key!["n"]!),
            Exponent = Base64Url.DecodeFromChars((string)key["e"]!),
        })),
    ];

    /// <summary>A JWKS of one key.</summary>
    public static JsonObject Set(RSA key, string keyId)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["alg"] = "RS256",
                ["e"] = Base64Url.EncodeToString(parameters.Exponent),
                ["kid"] = keyId,
                ["kty"] = "RSA",
                ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                ["use"] = "sig",
            }),
        };
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static JsonObject Read(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();
}
