using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Templates.Values;

namespace Coffer.Chart.Tests.Rendering;

/// <summary>JSON as values of a template and back. Helm reads values files by way of JSON, so every number is a <c>float64</c>.</summary>
internal static class HelmValues
{
    public static Value? Of(JsonNode? json) => json switch
    {
        null => null,
        JsonObject map => new MapValue(map.ToDictionary(pair => ByteText.FromUtf16(pair.Key), pair => Of(pair.Value)), GoTypes.MapOfAny),
        JsonArray list => SliceValue.OfAny([.. list.Select(Of)]),
        _ => json.GetValueKind() switch
        {
            JsonValueKind.True => BoolValue.True,
            JsonValueKind.False => BoolValue.False,
            JsonValueKind.Number => new FloatValue(double.Parse(json.ToJsonString(), CultureInfo.InvariantCulture)),
            _ => StringValue.Of(ByteText.FromUtf16(json.GetValue<string>())),
        },
    };

    public static JsonNode? ToJson(Value? value) => value switch
    {
        null => null,
        BoolValue truth => JsonValue.Create(truth.IsTrue),
        IntValue number => JsonValue.Create(number.Number),
        FloatValue { Number: var number } => double.IsInteger(number) ? JsonValue.Create((long)number) : JsonValue.Create(number),
        TextValue text => JsonValue.Create(ByteText.ToUtf16(text.Text)),
        SliceValue list => new JsonArray([.. list.Items.ToArray().Select(ToJson)]),
        MapValue map => new JsonObject(map.SortedKeys()
            .Select(key => KeyValuePair.Create(ByteText.ToUtf16(key), ToJson(map.TryGet(key, out var item) ? item : null)))),
        _ => throw new NotSupportedException($"{value.Type.Name} has no JSON here"),
    };
}
