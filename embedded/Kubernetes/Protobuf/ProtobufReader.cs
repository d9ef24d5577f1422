using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;

namespace Coffer.Embedded.Kubernetes.Protobuf;

/// <summary>Reads application/vnd.kubernetes.protobuf: a magic number, an envelope with the type, the message.</summary>
internal static class ProtobufReader
{
    private static readonly Dictionary<int, ProtobufField> Envelope = new()
    {
        [1] = new("type", ProtobufType.Message, false, new Dictionary<int, ProtobufField> { [1] = new("apiVersion"), [2] = new("kind") }),
        [2] = new("raw", ProtobufType.Bytes),
    };

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <returns>Null when this is not such a document, or of a kind that is not known in this form.</returns>
    public static JsonObject? Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
        {
            return null;
        }

        try
        {
            var envelope = Message(body[Magic.Length..], Envelope);
            var type = envelope.Object("type");
            if (ProtobufKinds.Find(type.Text("kind") ?? "") is not { } fields)
            {
                return null;
            }

            var value = Message(Convert.FromBase64String(envelope.Text("raw") ?? ""), fields);
            value["apiVersion"] = type.Text("apiVersion");
            value["kind"] = type.Text("kind");
            return value;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static JsonObject Message(ReadOnlySpan<byte> data, IReadOnlyDictionary<int, ProtobufField> fields)
    {
        var result = new JsonObject();
        while (data.Length > 0)
        {
            var tag = Varint(ref data);
            var (number, wire) = ((int)(tag >> 3), (int)(tag & 7));
            var whole = wire == 0 ? Varint(ref data) : 0;
            var content = wire switch
            {
                1 => Take(ref data, 8),
                2 => Take(ref data, (int)Varint(ref data)),
                5 => Take(ref data, 4),
                _ => default,
            };
            if (fields.TryGetValue(number, out var field))
            {
                Put(result, field, whole, content);
            }
        }

        return result;
    }

    private static void Put(JsonObject target, ProtobufField field, ulong whole, ReadOnlySpan<byte> content)
    {
        if (field.Type is ProtobufType.TextMap or ProtobufType.BytesMap)
        {
            PutEntry(target, field, content);
            return;
        }

        JsonNode? value = field.Type switch
        {
            ProtobufType.Text => Encoding.UTF8.GetString(content),
            ProtobufType.Bytes => Convert.ToBase64String(content),
            ProtobufType.Whole => (long)whole,
            ProtobufType.Flag => whole != 0,
            ProtobufType.Time => Time(content),
            _ => Message(content, field.Fields!),
        };
        if (field.Repeated)
        {
            var list = target.Array(field.Name) ?? [];
            target[field.Name] ??= list;
            list.Add(value);
        }
        else if (value is not JsonValue text || text.AsText() != "" || field.Type == ProtobufType.Bytes)
        {
            // proto2 writes empty texts where JSON leaves them out.
            target[field.Name] = value;
        }
    }

    private static void PutEntry(JsonObject target, ProtobufField field, ReadOnlySpan<byte> content)
    {
        var type = field.Type == ProtobufType.TextMap ? ProtobufType.Text : ProtobufType.Bytes;
        var entry = Message(content, new Dictionary<int, ProtobufField> { [1] = new("key"), [2] = new("value", type) });
        var map = target.Object(field.Name) ?? [];
        target[field.Name] ??= map;
        map[entry.Text("key") ?? ""] = entry.Text("value") ?? "";
    }

    private static JsonNode? Time(ReadOnlySpan<byte> content)
    {
        var seconds = Message(content, new Dictionary<int, ProtobufField> { [1] = new("seconds", ProtobufType.Whole) }).Whole("seconds");
        return seconds is > 0 ? Clock.Stamp(DateTimeOffset.FromUnixTimeSeconds(seconds.Value)) : null;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> data, int length)
    {
        var taken = data[..length];
        data = data[length..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> data)
    {
        ulong result = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var current = Take(ref data, 1)[0];
            result |= (ulong)(current & 0x7f) << shift;
            if (current < 0x80)
            {
                break;
            }
        }

        return result;
    }
}
