using System.Text.Json.Nodes;

namespace Coffer.Embedded.Kubernetes.Schema;

/// <summary>Removes what the schema does not know and names each field it removed.</summary>
internal static class SchemaPruner
{
    private static readonly string[] TypeFields = ["apiVersion", "kind", "metadata"];

    public static void Prune(JsonObject root, SchemaNode schema, ICollection<string> unknown)
    {
        PruneObject(root, schema, "", unknown, isRoot: true);
        if (root["metadata"] is JsonObject metadata)
        {
            PruneObject(metadata, MetadataSchema.Node, "metadata", unknown, isRoot: false);
        }
    }

    private static void Prune(JsonNode? node, SchemaNode schema, string path, ICollection<string> unknown)
    {
        switch (node)
        {
            case JsonObject map:
                PruneObject(map, schema, path, unknown, isRoot: false);
                break;
            case JsonArray list when schema.Items is not null:
                for (var i = 0; i < list.Count; i++)
                {
                    Prune(list[i], schema.Items, $"{path}[{i}]", unknown);
                }

                break;
        }
    }

    private static void PruneObject(JsonObject map, SchemaNode schema, string path, ICollection<string> unknown, bool isRoot)
    {
        foreach (var name in map.Select(pair => pair.Key).ToList())
        {
            if (isRoot && TypeFields.Contains(name))
            {
                continue;
            }

            var childPath = path.Length == 0 ? name : $"{path}.{name}";
            if (schema.Properties.TryGetValue(name, out var child) || (child = schema.AdditionalProperties) is not null)
            {
                Prune(map[name], child, childPath, unknown);
            }
            else if (!schema.PreserveUnknown)
            {
                map.Remove(name);
                unknown.Add(childPath);
            }
        }
    }
}
