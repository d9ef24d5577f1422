using System.Text.Json;
using Coffer.Contracts.Vault;
using Coffer.Domain.Text;

namespace Coffer.Vault.Wire;

/// <summary><c>sys/health</c> and <c>sys/seal-status</c>: bare objects without envelope.</summary>
internal static class HealthAnswer
{
    /// <summary>The version goes into the status of the VaultConnection.</summary>
    private const int MaxVersion = 64;

    /// <summary>Standbys answer 200 with these; where a server ignores them, 429 and 473 are read as well.</summary>
    public static VaultCall Call { get; } = new("health", HttpMethod.Get, "sys/health") { Query = "standbyok=true&perfstandbyok=true" };

    /// <summary>Answers where a proxy or a policy hides sys/health.</summary>
    public static VaultCall Fallback { get; } = new("health", HttpMethod.Get, "sys/seal-status");

    /// <summary>Null when the body is neither of the two.</summary>
    public static VaultHealth? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && Flag(root, "initialized") is { } initialized
                && Flag(root, "sealed") is { } isSealed
                ? new VaultHealth(initialized, isSealed, Flag(root, "standby") ?? false, Version(root))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool? Flag(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : null;

    private static string Version(JsonElement root) =>
        root.TryGetProperty("version", out var value) && value.ValueKind == JsonValueKind.String
            ? SafeText.Clean(value.GetString()!, [], MaxVersion)
            : "";
}
