using System.Globalization;
using System.Text.Json;

namespace Coffer.Embedded.Vault.Core;

/// <summary>Reads request fields as leniently as Vault does: numbers as strings, lists as comma-separated text.</summary>
internal static class Fields
{
    public static bool Has(this VaultRequest request, string name) => Find(request, name).ValueKind != JsonValueKind.Undefined;

    public static JsonElement Find(this VaultRequest request, string name) =>
        request.Body.ValueKind == JsonValueKind.Object && request.Body.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(this VaultRequest request, string name) => Find(request, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other => other.GetRawText(),
        _ => null,
    };

    public static bool Flag(this VaultRequest request, string name, bool fallback = false) => Text(request, name) switch
    {
        null or "" => fallback,
        var text => text is "true" or "1" or "t" or "T" or "TRUE" or "True",
    };

    public static int? Integer(this VaultRequest request, string name) =>
        int.TryParse(Text(request, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static TimeSpan? Duration(this VaultRequest request, string name) =>
        Text(request, name) is { } text && GoDuration.TryParse(text, out var span) ? span : null;

    public static string[]? Texts(this VaultRequest request, string name)
    {
        var value = Find(request, name);
        return value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().Select(Plain)],
            JsonValueKind.String => value.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            _ => null,
        };
    }

    public static Dictionary<string, string>? Map(this VaultRequest request, string name) => Find(request, name) switch
    {
        { ValueKind: JsonValueKind.Object } map => map.EnumerateObject().ToDictionary(p => p.Name, p => Plain(p.Value)),
        _ => null,
    };

    private static string Plain(JsonElement item) => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText();
}
