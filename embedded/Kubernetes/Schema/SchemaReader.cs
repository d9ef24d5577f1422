using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coffer.Embedded.Kubernetes.Json;

namespace Coffer.Embedded.Kubernetes.Schema;

/// <summary>Reads an openAPIV3Schema.</summary>
internal static class SchemaReader
{
    public static SchemaNode Read(JsonObject source) => new()
    {
        Type = source.Text("type"),
        Format = source.Text("format"),
        Properties = source.Object("properties")?.ToDictionary(pair => pair.Key, pair => Read(pair.Value as JsonObject ?? [])) ?? [],
        AdditionalProperties = source["additionalProperties"] switch
        {
            JsonObject schema => Read(schema),
            JsonValue when source.Flag("additionalProperties") => SchemaNode.Open,
            _ => null,
        },
        Items = source.Object("items") is { } items ? Read(items) : null,
        Required = [.. source.Texts("required")],
        Enum = source.Array("enum"),
        Pattern = source.Text("pattern") is { } pattern ? ToRegex(pattern) : null,
        PatternText = source.Text("pattern"),
        Minimum = Number(source, "minimum"),
        Maximum = Number(source, "maximum"),
        ExclusiveMinimum = source.Flag("exclusiveMinimum"),
        ExclusiveMaximum = source.Flag("exclusiveMaximum"),
        MinLength = source.Whole("minLength"),
        MaxLength = source.Whole("maxLength"),
        MinItems = source.Whole("minItems"),
        MaxItems = source.Whole("maxItems"),
        MinProperties = source.Whole("minProperties"),
        MaxProperties = source.Whole("maxProperties"),
        Default = source["default"],
        HasDefault = source.ContainsKey("default"),
        Nullable = source.Flag("nullable"),
        PreserveUnknown = source.Flag("x-kubernetes-preserve-unknown-fields"),
        IntOrString = source.Flag("x-kubernetes-int-or-string"),
        ListType = source.Text("x-kubernetes-list-type"),
        ListMapKeys = [.. source.Texts("x-kubernetes-list-map-keys")],
        AtomicMap = source.Text("x-kubernetes-map-type") == "atomic",
    };

    private static double? Number(JsonObject source, string name) => source[name] is JsonValue value
        ? value.TryGetValue<long>(out var whole) ? whole : value.TryGetValue<double>(out var number) ? number : null
        : null;

    /// <summary>In Go "$" is the end of the text; in .NET it also matches before a last line feed.</summary>
    private static Regex ToRegex(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 2);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                text.Append(c).Append(pattern[++i]);
                continue;
            }

            inClass = c == '[' || (inClass && c != ']');
            text.Append(c == '$' && !inClass ? "\\z" : c.ToString());
        }

        return new Regex(text.ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }
}
