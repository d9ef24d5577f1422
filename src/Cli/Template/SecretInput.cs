using System.Text.Json;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;
using Coffer.Domain.Sources.Kv;

namespace Coffer.Cli.Template;

/// <summary>
/// Reads the secret's JSON: the fields alone, the <c>data</c> and <c>metadata</c> of a kv-v2 answer, or a whole answer of Vault
/// with them in <c>data</c>.
/// </summary>
internal static class SecretInput
{
    /// <summary>What a read of Vault would have given.</summary>
    /// <exception cref="InputException">It is no JSON object, or holds no data. The message shows nothing of it.</exception>
    public static SourceContent Read(byte[] json)
    {
        var root = Parse(json);
        var answer = root.TryGetProperty("request_id", out _) && root.TryGetProperty("data", out var data) ? data : root;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer);
        var reading = IsKv2(answer) ? KvReading.OfKv2(new VaultData(bytes, [])) : KvReading.OfKv1(new VaultData(bytes, []));
        return reading switch
        {
            KvReading.Found found => found.Content,
            KvReading.Absent absent => throw new InputException($"--secret: {absent.Why}"),
            KvReading.Unreadable unreadable => throw new InputException($"--secret: {unreadable.Why}"),
            _ => throw new InputException("--secret: holds no secret"),
        };
    }

    private static bool IsKv2(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object
        && answer.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Object or JsonValueKind.Null
        && answer.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("version", out _);

    private static JsonElement Parse(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InputException(
                    "--secret: is no JSON object; write {\"field\": \"value\"}, or give what 'vault kv get -format=json' prints");
        }
        catch (JsonException error)
        {
            throw new InputException($"--secret: is no JSON (line {error.LineNumber + 1})");
        }
    }
}
