using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;

namespace Coffer.Embedded.Kubernetes.Storage;

/// <summary>
/// One version of an object: its JSON without kind and apiVersion, metadata first, so that every answer (whole, list item,
/// metadata only) is put together from slices of the same bytes.
/// </summary>
internal sealed class StoredObject
{
    private static readonly byte[] Opening = "{\"metadata\":"u8.ToArray();

    private readonly byte[] _body;
    private readonly int _metadataEnd;

    private StoredObject(string key, long revision, byte[] body, int metadataEnd, ObjectHeader header)
    {
        (Key, Revision, _body, _metadataEnd, Header) = (key, revision, body, metadataEnd, header);
    }

    public string Key { get; }

    public long Revision { get; }

    public ObjectHeader Header { get; }

    /// <summary>The bytes after the opening brace, the closing brace included.</summary>
    public ReadOnlyMemory<byte> Members => _body.AsMemory(1);

    public ReadOnlyMemory<byte> MetadataValue => _body.AsMemory(Opening.Length, _metadataEnd - Opening.Length);

    public static StoredObject Create(string key, long revision, JsonObject value)
    {
        var metadata = value.Metadata();
        metadata["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture);
        var buffer = new ArrayBufferWriter<byte>(2048);
        int metadataEnd;
        using (var writer = JsonText.Writer(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("metadata"u8);
            JsonText.Write(writer, metadata);
            metadataEnd = (int)(writer.BytesCommitted + writer.BytesPending);
            foreach (var (name, member) in value)
            {
                if (name is not ("kind" or "apiVersion" or "metadata"))
                {
                    writer.WritePropertyName(name);
                    JsonText.Write(writer, member);
                }
            }

            writer.WriteEndObject();
        }

        return new StoredObject(key, revision, buffer.WrittenSpan.ToArray(), metadataEnd, ObjectHeader.Read(value, metadata));
    }

    /// <summary>A fresh copy that the caller may change; without kind and apiVersion.</summary>
    public JsonObject ToJson() => (JsonObject)JsonText.Parse(_body)!;

    public JsonObject ToJson(string apiVersion, string kind)
    {
        var typed = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind };
        var bare = ToJson();
        foreach (var (name, member) in bare.ToList())
        {
            bare.Remove(name);
            typed[name] = member;
        }

        return typed;
    }

    public override string ToString() => Key;
}
