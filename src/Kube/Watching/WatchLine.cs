using System.Buffers;
using System.Text.Json;
using Coffer.Kube.Api;

namespace Coffer.Kube.Watching;

/// <summary>One line of a watch: a type and the bytes of its object, valid only as long as the line's own.</summary>
internal readonly record struct WatchLine(string Type, ReadOnlySequence<byte> Object)
{
    /// <exception cref="JsonException">The line is not an event.</exception>
    public static WatchLine Parse(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        string? type = null;
        ReadOnlySequence<byte>? body = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isObject = reader.ValueTextEquals("object"u8);
            reader.Read();
            if (isType)
            {
                type = reader.GetString();
                continue;
            }

            var start = line.GetPosition(reader.TokenStartIndex);
            reader.Skip();
            body = isObject ? line.Slice(start, reader.Position) : body;
        }

        return new WatchLine(
            type ?? throw new JsonException("an event without type"), body ?? throw new JsonException("an event without object"));
    }

    /// <summary>The object's version, whatever else is wrong with it.</summary>
    public string? ResourceVersion()
    {
        var reader = new Utf8JsonReader(Object);
        return reader.Read() && TryEnter(ref reader, "metadata"u8) && TryEnter(ref reader, "resourceVersion"u8)
            && reader.TokenType == JsonTokenType.String
            ? reader.GetString()
            : null;
    }

    /// <summary>Moves from the start of an object to the value of one of its members.</summary>
    private static bool TryEnter(ref Utf8JsonReader reader, ReadOnlySpan<byte> member)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(member);
            reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    public Status? Status()
    {
        using var document = JsonDocument.Parse(Object);
        return Api.Status.Read(document.RootElement);
    }
}
