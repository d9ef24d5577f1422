using System.Buffers;
using System.Text.Json;
using Coffer.Embedded.Vault.Core;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Vault.Http;

/// <summary>Reads and parses request bodies with the limits and the words of each flavour.</summary>
internal static class BodyReader
{
    private const int Limit = 32 * 1024 * 1024;

    public static async ValueTask<(JsonElement Body, VaultAnswer? Fault)> ReadAsync(HttpRequest request, VaultFlavour flavour, CancellationToken cancellationToken)
    {
        var openBao = flavour == VaultFlavour.OpenBao;
        if (await BytesAsync(request, cancellationToken) is not { } bytes)
        {
            return (default, openBao ? VaultAnswer.Error(413, "http: request body too large") : VaultAnswer.Error(400, "error parsing JSON"));
        }

        if (bytes.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return default;
        }

        try
        {
            var body = JsonElement.Parse(bytes.Span, GoJson.Reading);
            return body.ValueKind switch
            {
                JsonValueKind.Object => (body, null),
                JsonValueKind.Null => default,
                _ => (default, Unreadable(openBao, "the body is not an object")),
            };
        }
        catch (JsonException fault)
        {
            return (default, Unreadable(openBao, Describe(bytes.Span, fault)));
        }
    }

    private static VaultAnswer Unreadable(bool openBao, string what) =>
        VaultAnswer.Error(400, openBao ? "failed to decode JSON input: " + what : "error parsing JSON");

    /// <summary>The whole body; null when it is over the limit (it is then read to its end and dropped, so that the client hears the answer).</summary>
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

    private static string Describe(ReadOnlySpan<byte> bytes, JsonException fault)
    {
        for (var line = fault.LineNumber ?? 0; line > 0; line--)
        {
            bytes = bytes[(bytes.IndexOf((byte)'\n') + 1)..];
        }

        var at = (int)(fault.BytePositionInLine ?? 0);
        return at < bytes.Length ? $"invalid character '{(char)bytes[at]}'" : "unexpected EOF";
    }
}
