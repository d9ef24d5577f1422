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

        return new WatchLine(type ?? throw new JsonException("an event without type"), body ?? throw new JsonException("an event without object"));
    }

    /// <summary>The object's version, whatever else is wrong with it.</summary>
    public string? ResourceVersion()
    {
        using var document = JsonDocument.Parse(Object);
        return document.RootElement.At("metadata")?.Text("resourceVersion");
    }

    public Status? Status()
    {
        using var document = JsonDocument.Parse(Object);
        return Api.Status.Read(document.RootElement);
    }
}
