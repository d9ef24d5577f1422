using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Kube.Secrets;

namespace Coffer.Kube.Watching;

/// <summary>Turns one object of a list or watch into what the sink takes.</summary>
internal abstract class ItemDecoder
{
    public static ItemDecoder For(ResourceKind kind) =>
        kind == ResourceKinds.Secret ? new SecretMetadata() : new CustomResource(ResourceJsonTypes.Of(kind));

    /// <exception cref="JsonException">The object is not what its kind promises.</exception>
    public abstract Watched Decode(ReadOnlySequence<byte> json, bool deleted);

    private sealed class CustomResource(JsonTypeInfo type) : ItemDecoder
    {
        public override Watched Decode(ReadOnlySequence<byte> json, bool deleted)
        {
            if (OversizeObject.Is(json.Length))
            {
                using var document = JsonDocument.Parse(json);
                return new Watched.Resource(ResourceJsonTypes.Read(type, document.RootElement));
            }

            var reader = new Utf8JsonReader(json);
            return new Watched.Resource(ResourceJsonTypes.Read(type, ref reader));
        }
    }

    private sealed class SecretMetadata : ItemDecoder
    {
        public override Watched Decode(ReadOnlySequence<byte> json, bool deleted)
        {
            using var document = JsonDocument.Parse(json);
            return new Watched.Secret(SightingReader.Read(document.RootElement, deleted));
        }
    }
}
