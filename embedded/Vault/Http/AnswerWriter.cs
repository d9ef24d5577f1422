using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coffer.Embedded.Vault.Core;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Vault.Http;

/// <summary>Puts the envelope around an answer, in the real servers' order of members.</summary>
internal static class AnswerWriter
{
    private static readonly JsonWriterOptions Fast = new()
    {
        SkipValidation = true,
        MaxDepth = 1000,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async ValueTask WriteAsync(HttpResponse response, VaultAnswer answer, CancellationToken cancellationToken)
    {
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers ?? new Dictionary<string, string>())
        {
            response.Headers[name] = value;
        }

        if (answer.Status == StatusCodes.Status204NoContent)
        {
            return;
        }

        var body = Body(answer);
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken);
    }

    public static ReadOnlyMemory<byte> Body(VaultAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>((answer.Data?.Length ?? 0) + 512);
        if (answer.Bare is { } bare)
        {
            buffer.Write(bare);
        }
        else
        {
            using var json = new Utf8JsonWriter(buffer, Fast);
            json.WriteStartObject();
            if (answer.Errors is { } errors)
            {
                WriteTexts(json, "errors", errors);
            }
            else
            {
                WriteEnvelope(json, answer);
            }

            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    private static void WriteEnvelope(Utf8JsonWriter json, VaultAnswer answer)
    {
        WriteRequestId(json, answer);
        json.WriteString("lease_id"u8, ""u8);
        json.WriteBoolean("renewable"u8, false);
        json.WriteNumber("lease_duration"u8, answer.LeaseDuration);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(answer.Data is { } plain ? plain : "null"u8, skipInputValidation: true);
        json.WritePropertyName("wrap_info"u8);
        json.WriteRawValue(answer.WrapInfo is { } wrap ? GoJson.From(wrap) : "null"u8, skipInputValidation: true);
        WriteTexts(json, "warnings", answer.Warnings);
        json.WritePropertyName("auth"u8);
        json.WriteRawValue(answer.Auth is { } auth ? GoJson.From(auth) : "null"u8, skipInputValidation: true);
        if (answer.MountType is { } type)
        {
            json.WriteString("mount_type"u8, type);
        }

        if (answer is { AlsoAtTop: true, Data: { } data })
        {
            using var document = JsonDocument.Parse(data, GoJson.Reading);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                member.WriteTo(json);
            }
        }
    }

    private static void WriteRequestId(Utf8JsonWriter json, VaultAnswer answer)
    {
        if (answer.WrapInfo is null)
        {
            json.WriteString("request_id"u8, Guid.NewGuid());
        }
        else
        {
            json.WriteString("request_id"u8, ""u8);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
