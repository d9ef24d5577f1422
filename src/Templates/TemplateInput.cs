using Coffer.Templates.Json;
using Coffer.Templates.Values;

namespace Coffer.Templates;

/// <summary>
/// What templates see: <c>.Secrets</c>, <c>.Metadata</c>, <c>.WrapData</c>, <c>.Annotations</c> and <c>.Labels</c>. Templates can change it
/// (<c>set</c>, <c>unset</c>, <c>merge</c>), and what renders later with the same input sees that; so an input serves one secret at one
/// time and no two threads at once.
/// </summary>
public sealed class TemplateInput
{
    private TemplateInput(MapValue secrets, MapValue wrapData, MapValue metadata, MapValue annotations, MapValue labels) =>
        Root = new PointerValue(
            new StructValue([secrets, wrapData, metadata, annotations, labels], GoTypes.SecretInput), GoTypes.SecretInputPointer);

    internal Value Root { get; }

    /// <summary>An input of a secret's data. Numbers keep their spelling, however long.</summary>
    /// <param name="secrets">The fields: a JSON object as UTF-8.</param>
    /// <param name="metadata">The metadata: a JSON object as UTF-8, or empty for an empty object.</param>
    /// <param name="wrapData">What the response says of its wrapping: a JSON object as UTF-8, or empty for nil.</param>
    /// <param name="annotations">Annotations of the resource, or none for nil.</param>
    /// <param name="labels">Labels of the resource, or none for nil.</param>
    /// <exception cref="FormatException">One of the documents is no JSON object. The message shows nothing of it.</exception>
    public static TemplateInput Create(
        ReadOnlySpan<byte> secrets,
        ReadOnlySpan<byte> metadata,
        ReadOnlySpan<byte> wrapData,
        IReadOnlyDictionary<string, string>? annotations,
        IReadOnlyDictionary<string, string>? labels) =>
        new(Object(secrets), wrapData.IsEmpty ? NilMap() : Object(wrapData), metadata.IsEmpty ? MapValue.OfAny() : Object(metadata),
            Map(annotations), Map(labels));

    /// <summary>
    /// An input from one document that has the five parts as <c>Secrets</c>, <c>Metadata</c>, <c>WrapData</c>, <c>Annotations</c> and
    /// <c>Labels</c>; what is null or left out is nil.
    /// </summary>
    /// <param name="json">A JSON object as UTF-8.</param>
    /// <exception cref="FormatException">It is no JSON object of objects. The message shows nothing of it.</exception>
    public static TemplateInput FromJson(ReadOnlySpan<byte> json)
    {
        var parts = Object(json);
        return new TemplateInput(
            Part(parts, "Secrets"), Part(parts, "WrapData"), Part(parts, "Metadata"), Part(parts, "Annotations"), Part(parts, "Labels"));
    }

    private static MapValue Part(MapValue parts, string name)
    {
        parts.TryGet(name, out var part);
        return part switch
        {
            null => NilMap(),
            MapValue map => map,
            _ => throw new FormatException($"{name} is not a JSON object"),
        };
    }

    private static MapValue Object(ReadOnlySpan<byte> json) =>
        JsonDecoder.Decode(ByteText.FromBytes(json), keepsNumbers: true, out _) as MapValue
        ?? throw new FormatException("not a JSON object");

    private static MapValue Map(IReadOnlyDictionary<string, string>? texts) => texts is null
        ? NilMap()
        : new MapValue(
            texts.ToDictionary(text => ByteText.FromUtf16(text.Key), text => (Value?)StringValue.Of(ByteText.FromUtf16(text.Value))),
            GoTypes.MapOfAny);

    private static MapValue NilMap() => new(null, GoTypes.MapOfAny);
}
