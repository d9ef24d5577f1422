using System.Text.Json;

namespace Coffer.Vault.Wire;

/// <summary>The parts of a Vault answer that matter, cut out of its bytes without rewriting them: a number keeps its spelling.</summary>
internal sealed class VaultEnvelope
{
    // As deep as Go reads JSON: who parses the data sets a limit of his own and can say what is wrong.
    private const int MaxDepth = 10_000;

    /// <summary>Vault gives one or two; nobody reads more.</summary>
    private const int MaxTexts = 3;

    /// <summary>The value of <c>data</c>; empty when absent or null.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    public bool HasData { get; private set; }

    public bool HasRequestId { get; private set; }

    /// <summary>The value of <c>auth</c>; empty when absent or null.</summary>
    public ReadOnlyMemory<byte> Auth { get; private set; }

    /// <summary>The answer has a <c>lease_id</c> that is not empty.</summary>
    public bool HasLease { get; private set; }

    /// <summary>The answer has a <c>wrap_info</c>: what was asked for is in the cubbyhole of a token.</summary>
    public bool IsWrapped { get; private set; }

    /// <summary>The answer says for how long it may be kept: each of a kv-v1 mount does.</summary>
    public bool HasLeaseDuration { get; private set; }

    /// <summary>The first ones, as the server sent them.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>The first ones, as the server sent them. Null when there is no such list, which tells an answer from a refusal.</summary>
    public IReadOnlyList<string>? Errors { get; private set; }

    public override string ToString() => "***";

    /// <summary>Null when the bytes are not one whole JSON object.</summary>
    public static VaultEnvelope? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return ParseOrThrow(body);
        }
        catch (JsonException)
        {
            // The exception's text may quote the body.
            return null;
        }
        catch (InvalidOperationException)
        {
            // A string with broken escapes or bytes that are no UTF-8.
            return null;
        }
    }

    private static VaultEnvelope? ParseOrThrow(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var envelope = new VaultEnvelope();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            envelope.Take(body, ref reader);
        }

        // Read once more: anything behind the object throws.
        return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? envelope : null;
    }

    private void Take(ReadOnlyMemory<byte> body, ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("data"u8))
        {
            HasData = true;
            Data = Cut(body, ref reader);
        }
        else if (reader.ValueTextEquals("auth"u8))
        {
            Auth = Cut(body, ref reader);
        }
        else if (reader.ValueTextEquals("lease_id"u8))
        {
            HasLease = Cut(body, ref reader) is { IsEmpty: false } id && !id.Span.SequenceEqual("\"\""u8);
        }
        else if (reader.ValueTextEquals("lease_duration"u8))
        {
            HasLeaseDuration = Cut(body, ref reader) is { IsEmpty: false } seconds && !seconds.Span.SequenceEqual("0"u8);
        }
        else if (reader.ValueTextEquals("wrap_info"u8))
        {
            IsWrapped = !Cut(body, ref reader).IsEmpty;
        }
        else if (reader.ValueTextEquals("warnings"u8))
        {
            Warnings = Strings(ref reader) ?? [];
        }
        else if (reader.ValueTextEquals("errors"u8))
        {
            Errors = Strings(ref reader);
        }
        else
        {
            HasRequestId |= reader.ValueTextEquals("request_id"u8);
            reader.Skip();
        }
    }

    private static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> body, ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return body[start..(int)reader.BytesConsumed];
    }

    private static List<string>? Strings(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var strings = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String && strings.Count < MaxTexts)
            {
                strings.Add(reader.GetString()!);
            }
            else
            {
                reader.Skip();
            }
        }

        return strings;
    }
}
