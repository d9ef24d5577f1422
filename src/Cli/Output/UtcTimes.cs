using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coffer.Cli.Output;

/// <summary>Times of answers as the Kubernetes API spells them: RFC 3339 in UTC with <c>Z</c>, whole seconds.</summary>
internal sealed class UtcTimes : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TimeWords.Stamp(value));
}
