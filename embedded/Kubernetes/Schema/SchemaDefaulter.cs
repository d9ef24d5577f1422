using System.Text.Json.Nodes;

namespace Coffer.Embedded.Kubernetes.Schema;

/// <summary>Fills in the schema's defaults, and drops nulls where a default exists and null is not allowed.</summary>
internal static class SchemaDefaulter
{
    public static void Apply(JsonNode? node, SchemaNode schema)
    {
        switch (node)
        {
            case JsonObject map:
                ApplyToMap(map, schema);
                break;
            case JsonArray list when schema.Items is not null:
                foreach (var item in list)
                {
                    Apply(item, schema.Items);
                }

                break;
        }
    }

    private static void ApplyToMap(JsonObject map, SchemaNode schema)
    {
        foreach (var (name, child) in schema.Properties)
        {
            var present = map.TryGetPropertyValue(name, out var value);
            if (child.HasDefault && (!present || (value is null && !child.Nullable)))
            {
                map[name] = child.Default?.DeepClone();
            }

            Apply(map[name], child);
        }

        if (schema.AdditionalProperties is { } additional)
        {
            foreach (var (name, value) in map)
            {
                if (!schema.Properties.ContainsKey(name))
                {
                    Apply(value, additional);
                }
            }
        }
    }
}
