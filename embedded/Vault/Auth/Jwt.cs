using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>A compact JWS taken apart; nothing about it is checked yet.</summary>
internal sealed class Jwt
{
    private Jwt(JsonElement header, JsonElement claims, byte[] signed, byte[] signature)
    {
        Algorithm = Text(header, "alg") ?? "";
        KeyId = Text(header, "kid");
        Claims = claims;
        Signed = signed;
        Signature = signature;
    }

    public string Algorithm { get; }

    public string? KeyId { get; }

    public JsonElement Claims { get; }

    public byte[] Signed { get; }

    public byte[] Signature { get; }

    public string? Issuer => Text(Claims, "iss");

    public string? Subject => Text(Claims, "sub");

    public IReadOnlyList<string> Audiences => Claims.TryGetProperty("aud", out var aud) ? Texts(aud) : [];

    public DateTimeOffset? Expires => Time("exp");

    public DateTimeOffset? NotBefore => Time("nbf");

    public DateTimeOffset? IssuedAt => Time("iat");

    public static Jwt? TryParse(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
            var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
            var signed = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
            return header.ValueKind == JsonValueKind.Object && claims.ValueKind == JsonValueKind.Object
                ? new Jwt(header, claims, signed, Base64Url.DecodeFromChars(parts[2]))
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A claim by name or by JSON pointer ("/kubernetes.io/namespace").</summary>
    public JsonElement Claim(string name)
    {
        if (!name.StartsWith('/'))
        {
            return Claims.TryGetProperty(name, out var plain) ? plain : default;
        }

        var at = Claims;
        foreach (var step in name[1..].Split('/'))
        {
            var key = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(key, out at))
            {
                return default;
            }
        }

        return at;
    }

    public static IReadOnlyList<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Select(v => v.ToString())],
        JsonValueKind.Undefined or JsonValueKind.Null => [],
        _ => [value.ToString()],
    };

    public override string ToString() => "***";

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private DateTimeOffset? Time(string name) => Claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        ? DateTimeOffset.UnixEpoch.AddSeconds(value.GetDouble())
        : null;
}
