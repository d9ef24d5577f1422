using System.Buffers;
using System.Text.Json;
using Coffer.Embedded.Vault.Core;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Vault.Http;

/// <summary>Reads and parses request bodies with the limits and the words of each flavour.</summary>
internal static class BodyReader
{
    private const int Limit = 32 * 1024 * 1024;

    public static async ValueTask<(JsonElement Body, VaultAnswer? Fault)> ReadAsync(
        HttpRequest request, VaultFlavour flavour, CancellationToken cancellationToken)
    {
        if (await BytesAsync(request, cancellationToken) is not { } bytes)
        {
            return (default, TooLarge(flavour));
        }

        if (bytes.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return default;
        }

        try
        {
            if (flavour == VaultFlavour.Vault2 && JsonLimits.Fault(bytes.Span) is { } limit)
            {
                return (default, VaultAnswer.Error(500, limit));
            }

            var body = JsonElement.Parse(bytes.Span, GoJson.Reading);
            return body.ValueKind switch
            {
                JsonValueKind.Object => (body, null),
                JsonValueKind.Null => default,
                var kind => (default, NoObject(flavour, kind)),
            };
        }
        catch (JsonException fault)
        {
            return (default, Unreadable(flavour, bytes.Span, fault));
        }
    }

    private static VaultAnswer TooLarge(VaultFlavour flavour) => flavour switch
    {
        VaultFlavour.OpenBao => VaultAnswer.Error(413, "http: request body too large"),
        VaultFlavour.Vault2 => VaultAnswer.Error(500, "JSON string value exceeds allowed length"),
        _ => VaultAnswer.Error(400, "error parsing JSON"),
    };

    private static VaultAnswer NoObject(VaultFlavour flavour, JsonValueKind kind)
    {
        var type = kind switch
        {
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            _ => "bool",
        };
        var go = $"json: cannot unmarshal {type} into Go value of type map[string]interface {{}}";
        return VaultAnswer.Error(400, flavour switch
        {
            VaultFlavour.OpenBao => "failed to decode JSON input: " + go,
            VaultFlavour.Vault2 => "error parsing JSON: failed to parse JSON input: " + go,
            _ => "error parsing JSON",
        });
    }

    /// <summary>Vault 2 checks what begins as an object before it reads it, and calls its own findings internal errors.</summary>
    private static VaultAnswer Unreadable(VaultFlavour flavour, ReadOnlySpan<byte> bytes, JsonException fault)
    {
        var found = Describe(bytes, fault);
        if (flavour != VaultFlavour.Vault2)
        {
            return VaultAnswer.Error(400,
                flavour == VaultFlavour.OpenBao ? "failed to decode JSON input: " + (found ?? "unexpected EOF") : "error parsing JSON");
        }

        var go = found is null ? "malformed JSON, unclosed containers" : $"{found} looking for beginning of value";
        return bytes.TrimStart(" \t\r\n"u8).StartsWith("{"u8)
            ? VaultAnswer.Error(500, Trails(bytes) ? $"{found} after top-level value" : go)
            : VaultAnswer.Error(400, "error parsing JSON: failed to parse JSON input: " + go);
    }

    private static bool Trails(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 10_000 }));
        try
        {
            return reader.Read() && reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// The whole body; null when it is over the limit (it is then read to its end and dropped, so that the client hears the answer).
    /// </summary>
    private static async ValueTask<ReadOnlyMemory<byte>?> BytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>((int)Math.Clamp(request.ContentLength ?? 1024, 256, Limit));
        var total = 0L;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.GetMemory(4096), cancellationToken);
            if (read == 0)
            {
                return total > Limit ? (ReadOnlyMemory<byte>?)null : buffer.WrittenMemory;
            }

            total += read;
            if (total <= Limit)
            {
                buffer.Advance(read);
            }
        }
    }

    private static string? Describe(ReadOnlySpan<byte> bytes, JsonException fault)
    {
        for (var line = fault.LineNumber ?? 0; line > 0; line--)
        {
            bytes = bytes[(bytes.IndexOf((byte)'\n') + 1)..];
        }

        var at = (int)(fault.BytePositionInLine ?? 0);
        return at < bytes.Length ? $"invalid character '{(char)bytes[at]}'" : null;
    }
}
