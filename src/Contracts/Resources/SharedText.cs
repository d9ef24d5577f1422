using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>
/// Holds texts once that come again with every object: namespaces, mounts, reasons of conditions. A table of what was read last, which
/// never grows and needs no lock: who loses a race gets a text of his own.
/// </summary>
internal sealed class SharedText : JsonConverter<string>
{
    private const int Places = 1024;

    /// <summary>What is longer (digests, history) is of one object only, as a rule. In bytes.</summary>
    private const int Longest = 60;

    private readonly string?[] _seen = new string?[Places];

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Share(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <summary>Names of labels and annotations.</summary>
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Share(ref reader)!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    private string? Share(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || reader.HasValueSequence
            || reader.ValueSpan.Length > Longest)
        {
            return reader.GetString();
        }

        var hash = new HashCode();
        hash.AddBytes(reader.ValueSpan);
        ref var place = ref _seen[(uint)hash.ToHashCode() % Places];
        return place is { } held && reader.ValueTextEquals(held) ? held : place = reader.GetString();
    }
}
