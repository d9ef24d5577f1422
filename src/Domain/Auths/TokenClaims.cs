using System.Buffers.Text;
using System.Text.Json;
using Coffer.Contracts;

namespace Coffer.Domain.Auths;

/// <summary>
/// The public claims of a ServiceAccount's token: enough to tell whether it was the token that Vault disliked. Holds nothing that
/// could be used to log in.
/// </summary>
/// <param name="Issuer">Claim <c>iss</c>; empty when absent.</param>
/// <param name="Subject">Claim <c>sub</c>; empty when absent.</param>
/// <param name="Audiences">Claim <c>aud</c>.</param>
/// <param name="ExpiresAt">Claim <c>exp</c>; null when absent.</param>
public sealed record TokenClaims(string Issuer, string Subject, IReadOnlyList<string> Audiences, DateTimeOffset? ExpiresAt)
{
    private const int MaxShown = 103;

    /// <summary>Claim <c>email</c>, which Google's ID tokens have; empty when absent.</summary>
    public string Email { get; init; } = "";

    /// <summary>
    /// Reads the payload of a compact JWT without verifying it. Null when it is none: then it is told as just that, never shown.
    /// </summary>
    public static TokenClaims? Read(string token)
    {
        if (token.Split('.') is not [_, var payload, _] || !Base64Url.IsValid(payload))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return json.RootElement.ValueKind == JsonValueKind.Object ? Read(json.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TokenClaims Read(JsonElement claims) =>
        new(Text(claims, "iss"), Text(claims, "sub"), List(claims), Expiry(claims)) { Email = Text(claims, "email") };

    private static string Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? ShortText.Cut(value.GetString()!, MaxShown)
            : "";

    private static IReadOnlyList<string> List(JsonElement claims) => !claims.TryGetProperty("aud", out var aud) ? [] : aud.ValueKind switch
    {
        JsonValueKind.String => [ShortText.Cut(aud.GetString()!, MaxShown)],
        JsonValueKind.Array =>
            [.. aud.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.String).Select(a => ShortText.Cut(a.GetString()!, MaxShown))],
        _ => [],
    };

    private static DateTimeOffset? Expiry(JsonElement claims) =>
        claims.TryGetProperty("exp", out var exp) && exp.ValueKind == JsonValueKind.Number && exp.TryGetInt64(out var seconds)
        && seconds is > 0 and < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
