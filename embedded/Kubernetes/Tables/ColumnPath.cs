using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coffer.Embedded.Kubernetes.Json;

namespace Coffer.Embedded.Kubernetes.Tables;

/// <summary>As much JSONPath as printer columns use: .a.b, [0], [*], ['a.b'] and [?(@.type=="Ready")].</summary>
internal sealed partial class ColumnPath
{
    private readonly List<Func<JsonNode, IEnumerable<JsonNode?>>> _steps = [];

    private ColumnPath()
    {
    }

    public static ColumnPath Parse(string text)
    {
        var path = new ColumnPath();
        foreach (Match match in Step().Matches(text))
        {
            path._steps.Add(ToStep(match));
        }

        return path;
    }

    public JsonNode? Find(JsonObject value)
    {
        IEnumerable<JsonNode?> found = [value];
        foreach (var step in _steps)
        {
            found = found.OfType<JsonNode>().SelectMany(step);
        }

        return found.FirstOrDefault(node => node is not null)?.DeepClone();
    }

    private static Func<JsonNode, IEnumerable<JsonNode?>> ToStep(Match match)
    {
        if (match.Groups["field"].Success)
        {
            var name = match.Groups["field"].Value.Replace("\\.", ".", StringComparison.Ordinal);
            return node => node is JsonObject map ? [map[name]] : [];
        }

        if (match.Groups["key"].Success)
        {
            var (key, wanted) = (match.Groups["key"].Value, match.Groups["value"].Value);
            return node => (node as JsonArray)?.Where(item => item.Text(key) == wanted) ?? [];
        }

        if (match.Groups["index"].Success)
        {
            var index = int.Parse(match.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture);
            return node => node is JsonArray list && index < list.Count ? [list[index]] : [];
        }

        return node => node as JsonArray ?? Enumerable.Empty<JsonNode?>();
    }

    [GeneratedRegex(
        """\.(?<field>(\\\.|[^.\[\\])+)|\['(?<field>[^']+)'\]|\[\?\(\s*@\.(?<key>\w+)\s*==\s*["'](?<value>[^"']*)["']\s*\)\]|\[(?<index>\d+)\]|\[\*\]""",
        RegexOptions.NonBacktracking)]
    private static partial Regex Step();
}
