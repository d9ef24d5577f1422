using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Kube.Api;

namespace Coffer.Kube.Secrets;

/// <summary>
/// The JSON patch by which a Secret written by Update becomes one written by our Apply: all fields of the Update entries that own data join
/// our Apply entry, so that our next apply removes what it no longer names. The identity of the reference's manager is only the name of its
/// binary, so entries are known by what they own.
/// </summary>
internal static class OwnershipPatch
{
    /// <summary>Null when no other manager owns data by Update: nothing is to be done.</summary>
    /// <param name="metadata">The Secret's metadata.</param>
    /// <param name="resourceVersion">Version that the metadata is of, tested by the patch.</param>
    public static JsonArray? Of(JsonElement metadata, string resourceVersion)
    {
        var entries = metadata.Child("managedFields").Items().ToList();
        var taken = entries.Where(ManagedFields.IsForeignUpdateOfData).ToList();
        if (taken.Count == 0)
        {
            return null;
        }

        var ours = entries.Where(ManagedFields.IsOurs).ToList();
        var fields = new JsonObject();
        foreach (var entry in ours.Concat(taken))
        {
            Merge(fields, entry.Child("fieldsV1"));
        }

        var rest = entries.Except([.. ours, .. taken]).Select(Node);
        return
        [
            new JsonObject { ["op"] = "test", ["path"] = "/metadata/resourceVersion", ["value"] = resourceVersion },
            new JsonObject
            {
                ["op"] = "replace",
                ["path"] = "/metadata/managedFields",
                ["value"] = new JsonArray([.. rest, Entry(ours.Concat(taken).First(), fields)]),
            },
        ];
    }

    private static JsonObject Entry(JsonElement like, JsonObject fields) => new()
    {
        ["manager"] = KubeOptions.FieldManager,
        ["operation"] = "Apply",
        ["apiVersion"] = like.Text("apiVersion") ?? "v1",
        ["time"] = like.Text("time"),
        ["fieldsType"] = "FieldsV1",
        ["fieldsV1"] = fields,
    };

    private static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());

    private static void Merge(JsonObject into, JsonElement? fields)
    {
        if (fields is not { ValueKind: JsonValueKind.Object } map)
        {
            return;
        }

        foreach (var field in map.EnumerateObject())
        {
            if (into[field.Name] is not JsonObject child)
            {
                into[field.Name] = child = [];
            }

            Merge(child, field.Value);
        }
    }
}
