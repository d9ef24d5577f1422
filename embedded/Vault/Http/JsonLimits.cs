using System.Text.Json;

namespace Coffer.Embedded.Vault.Http;

/// <summary>What Vault 2 lets nobody send in a JSON body, in its own words. It looks before it reads.</summary>
internal static class JsonLimits
{
    private const int MaxString = 1024 * 1024;
    private const int MaxEntries = 10_000;
    private const int MaxElements = 10_000;
    private const int MaxDepth = 300;

    /// <summary>Null when there is nothing to say, or when it is no JSON at all.</summary>
    public static string? Fault(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 10_000 });
        var levels = new Stack<Level>();
        while (reader.Read())
        {
            if (Step(ref reader, levels) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? Step(ref Utf8JsonReader reader, Stack<Level> levels)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                levels.Pop();
                return null;
            case JsonTokenType.PropertyName:
                var name = reader.GetString()!;
                var level = levels.Peek();
                return !level.Names.Add(name) ? $"duplicate key '{name}' in object"
                    : level.Names.Count > MaxEntries ? "JSON object exceeds allowed entry count"
                    : null;
            case JsonTokenType.String when reader.ValueSpan.Length > MaxString:
                return "JSON string value exceeds allowed length";
        }

        if (levels.TryPeek(out var inside) && inside.IsArray && ++inside.Elements > MaxElements)
        {
            return "JSON array exceeds allowed element count";
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            levels.Push(new Level(reader.TokenType == JsonTokenType.StartArray));
            return levels.Count > MaxDepth ? "JSON input exceeds allowed nesting depth" : null;
        }

        return null;
    }

    private sealed class Level(bool isArray)
    {
        public bool IsArray => isArray;

        public int Elements { get; set; }

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);
    }
}
