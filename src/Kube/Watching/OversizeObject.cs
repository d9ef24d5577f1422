using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Coffer.Contracts.Resources;

namespace Coffer.Kube.Watching;

/// <summary>
/// An object that is larger than any that is looked at. It is handed on without its spec, so that it costs no actor and no replica its size
/// again, and so that its owner can be told in its status all the same.
/// </summary>
internal static class OversizeObject
{
    /// <summary>A status beyond this is nothing that we wrote: it is read as if there were none.</summary>
    private const int MaxStatus = 64 * 1024;

    public static bool Is(long bytes) => bytes > SpecLimits.ObjectBytes;

    /// <summary>The object without its spec, with a mark in its metadata that tells its size.</summary>
    public static byte[] WithoutSpec(JsonElement item, long bytes)
    {
        var rest = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(rest))
        {
            json.WriteStartObject();
            foreach (var member in item.EnumerateObject())
            {
                Write(json, member, bytes);
            }

            json.WriteEndObject();
        }

        return rest.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, JsonProperty member, long bytes)
    {
        if (member.NameEquals("metadata"u8) && member.Value.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject(member.Name);
            foreach (var part in member.Value.EnumerateObject().Where(static part => !part.NameEquals("managedFields"u8)))
            {
                part.WriteTo(json);
            }

            json.WriteNumber("cofferOversizeBytes"u8, bytes);
            json.WriteEndObject();
        }
        else if (!member.NameEquals("spec"u8)
            && !(member.NameEquals("status"u8) && JsonMarshal.GetRawUtf8Value(member.Value).Length > MaxStatus))
        {
            member.WriteTo(json);
        }
    }
}
