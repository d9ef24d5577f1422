using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using YamlDotNet.Serialization;

namespace Coffer.Cli.Output;

/// <summary>An answer for programs: JSON, or the same as YAML.</summary>
internal static class Document
{
    /// <summary>The text.</summary>
    /// <param name="value">The answer.</param>
    /// <param name="type">Its JSON.</param>
    /// <param name="format"><see cref="OutputFormat.Json"/> or <see cref="OutputFormat.Yaml"/>.</param>
    public static string Of<T>(T value, JsonTypeInfo<T> type, OutputFormat format)
    {
        var json = JsonSerializer.SerializeToNode(value, type);
        return format == OutputFormat.Yaml
            ? new SerializerBuilder().WithQuotingNecessaryStrings().Build().Serialize(Plain(json) ?? "")
            : $"{Indented(json)}{Environment.NewLine}";
    }

    private static string Indented(JsonNode? json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json?.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static object? Plain(JsonNode? node) => node switch
    {
        JsonObject map => map.ToDictionary(pair => pair.Key, pair => Plain(pair.Value)),
        JsonArray list => list.Select(Plain).ToList(),
        JsonValue value when value.TryGetValue<bool>(out var truth) => truth,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        JsonValue value => value.ToString(),
        _ => null,
    };
}
