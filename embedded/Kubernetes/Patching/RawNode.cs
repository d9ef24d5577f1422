using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;

namespace Coffer.Embedded.Kubernetes.Patching;

/// <summary>
/// A value in a document that is being patched; null stands for JSON's null. The API server's library compares strings, numbers and
/// booleans by the text they are written in, so <c>"\u0022"</c> is not <c>"\""</c> and <c>1.0</c> is not <c>1</c>: each keeps its own.
/// </summary>
internal abstract class RawNode
{
    public static RawNode? Of(JsonObject value)
    {
        using var document = JsonDocument.Parse(JsonText.ToBytes(value), Reading);
        return Of(document.RootElement);
    }

    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = 512 };

    public static RawNode? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Object => RawObject.From(value),
        JsonValueKind.Array => new RawList(value.EnumerateArray().Select(Of)),
        _ => new RawScalar(value.GetRawText()),
    };

    public static bool AreEqual(RawNode? one, RawNode? other) => one is null ? other is null : other is not null && one.IsSame(other);

    public static RawNode? Copy(RawNode? node) => node?.Copy();

    public static void Write(Utf8JsonWriter writer, RawNode? node)
    {
        if (node is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            node.Write(writer);
        }
    }

    protected abstract bool IsSame(RawNode other);

    protected abstract RawNode Copy();

    protected abstract void Write(Utf8JsonWriter writer);
}

/// <summary>A string, number or boolean in its own spelling.</summary>
internal sealed class RawScalar(string text) : RawNode
{
    private string Text => text;

    protected override bool IsSame(RawNode other) => other is RawScalar scalar && scalar.Text == text;

    protected override RawNode Copy() => this;

    protected override void Write(Utf8JsonWriter writer) => writer.WriteRawValue(text, skipInputValidation: true);
}

/// <summary>Keys are decoded, and their order doesn't count; of equal ones the last holds.</summary>
internal sealed class RawObject : RawNode
{
    public Dictionary<string, RawNode?> Members { get; } = new(StringComparer.Ordinal);

    public static RawObject From(JsonElement value)
    {
        var result = new RawObject();
        foreach (var member in value.EnumerateObject())
        {
            result.Members[member.Name] = Of(member.Value);
        }

        return result;
    }

    public JsonObject ToJson()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(2048);
        using (var writer = JsonText.Writer(buffer))
        {
            Write(writer);
        }

        return (JsonObject)JsonText.Parse(buffer.WrittenSpan)!;
    }

    protected override bool IsSame(RawNode other) => other is RawObject map
        && map.Members.Count == Members.Count
        && Members.All(member => map.Members.TryGetValue(member.Key, out var value) && AreEqual(member.Value, value));

    protected override RawNode Copy()
    {
        var copy = new RawObject();
        foreach (var (name, value) in Members)
        {
            copy.Members[name] = Copy(value);
        }

        return copy;
    }

    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in Members)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }
}

/// <summary>A list, whose order counts.</summary>
internal sealed class RawList(IEnumerable<RawNode?> items) : RawNode
{
    public List<RawNode?> Items { get; } = [.. items];

    protected override bool IsSame(RawNode other) => other is RawList list
        && list.Items.Count == Items.Count
        && Items.Zip(list.Items).All(pair => AreEqual(pair.First, pair.Second));

    protected override RawNode Copy() => new RawList(Items.Select(Copy));

    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in Items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }
}
