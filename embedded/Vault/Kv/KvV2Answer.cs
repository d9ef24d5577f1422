using System.Buffers;
using System.Text.Json;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Kv;

/// <summary>The data of kv-v2 answers, written without detours: this is the path that benchmarks hammer.</summary>
internal static class KvV2Answer
{
    private static readonly JsonWriterOptions Fast = new() { SkipValidation = true };

    public static VaultAnswer Read(KvKey key, KvVersion version, bool custom, DateTimeOffset now)
    {
        var gone = version.IsGone(now);
        var buffer = new ArrayBufferWriter<byte>(version.Data.Length + 256);
        using (var json = new Utf8JsonWriter(buffer, Fast))
        {
            json.WriteStartObject();
            json.WritePropertyName("data"u8);
            json.WriteRawValue(gone ? "null"u8 : version.Data, skipInputValidation: true);
            json.WritePropertyName("metadata"u8);
            WriteMetadata(json, key, version, custom);
            json.WriteEndObject();
        }

        return new VaultAnswer { Status = gone ? 404 : 200, Data = buffer.WrittenSpan.ToArray() };
    }

    public static VaultAnswer Written(KvKey key, KvVersion version, bool custom)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Fast))
        {
            WriteMetadata(json, key, version, custom);
        }

        return new VaultAnswer { Data = buffer.WrittenSpan.ToArray() };
    }

    private static void WriteMetadata(Utf8JsonWriter json, KvKey key, KvVersion version, bool custom)
    {
        json.WriteStartObject();
        json.WriteString("created_time"u8, version.CreatedText);
        if (custom)
        {
            json.WritePropertyName("custom_metadata"u8);
            json.WriteRawValue(key.Custom is { } own ? own : "null"u8, skipInputValidation: true);
        }

        json.WriteString("deletion_time"u8, version.DeletionText);
        json.WriteBoolean("destroyed"u8, version.Destroyed);
        json.WriteNumber("version"u8, version.Number);
        json.WriteEndObject();
    }
}
