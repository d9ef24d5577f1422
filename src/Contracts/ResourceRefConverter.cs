using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coffer.Contracts;

/// <summary>A <see cref="ResourceRef"/> as its text, also as the name of a property.</summary>
public sealed class ResourceRefConverter : JsonConverter<ResourceRef>
{
    /// <inheritdoc/>
    public override ResourceRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ResourceRef.TryParse(reader.GetString() ?? "") ?? throw new JsonException("no Kind/namespace/name");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ResourceRef value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override ResourceRef ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, ResourceRef value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
