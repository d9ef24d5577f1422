using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Patching;

/// <summary>RFC 6902 with the API server's answers: whatever does not fit is one and the same 422.</summary>
internal static class JsonPatch
{
    /// <exception cref="ApiException">The patch is no list of operations, a test failed, or a path is missing.</exception>
    public static JsonObject Apply(JsonObject target, JsonNode? patch)
    {
        if (patch is not JsonArray operations)
        {
            throw Errors.BadRequest("error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        }

        JsonNode? result = target;
        foreach (var operation in operations)
        {
            result = Apply(result, operation);
        }

        return result as JsonObject ?? throw Errors.RejectedPatch();
    }

    private static JsonNode? Apply(JsonNode? root, JsonNode? operation)
    {
        var path = Split(operation.Text("path"));
        switch (operation.Text("op"))
        {
            case "test":
                return JsonNode.DeepEquals(Find(root, path, mustExist: (operation as JsonObject)?["value"] is not null), (operation as JsonObject)?["value"])
                    ? root
                    : throw Errors.RejectedPatch();
            case "add":
                return Add(root, path, (operation as JsonObject)?["value"]?.DeepClone());
            case "replace":
                Find(root, path, mustExist: true);
                return path.Length == 0 ? Value(operation) : Replace(root, path, Value(operation));
            case "remove":
                Remove(root, path);
                return root;
            case "copy":
                return Add(root, path, Find(root, Split(operation.Text("from")), mustExist: true)?.DeepClone());
            case "move":
                var from = Split(operation.Text("from"));
                var moved = Find(root, from, mustExist: true)?.DeepClone();
                Remove(root, from);
                return Add(root, path, moved);
            default:
                throw Errors.RejectedPatch();
        }
    }

    private static JsonNode? Value(JsonNode? operation) => (operation as JsonObject)?["value"]?.DeepClone();

    private static string[] Split(string? pointer) => pointer switch
    {
        null => throw Errors.RejectedPatch(),
        "" => [],
        _ when pointer[0] != '/' => throw Errors.RejectedPatch(),
        _ =>
        [
            .. pointer[1..].Split('/').Select(part =>
                part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)),
        ],
    };

    private static JsonNode? Find(JsonNode? root, string[] path, bool mustExist)
    {
        var node = root;
        foreach (var part in path)
        {
            if (node is JsonObject map && map.TryGetPropertyValue(part, out var member))
            {
                node = member;
            }
            else if (node is JsonArray list && Index(list, part, list.Count - 1) is { } index)
            {
                node = list[index];
            }
            else
            {
                return mustExist ? throw Errors.RejectedPatch() : null;
            }
        }

        return node;
    }

    private static JsonNode? Add(JsonNode? root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            return value;
        }

        switch (Find(root, path[..^1], mustExist: true))
        {
            case JsonObject map:
                map[path[^1]] = value;
                break;
            case JsonArray list:
                list.Insert(path[^1] == "-" ? list.Count : Index(list, path[^1], list.Count) ?? throw Errors.RejectedPatch(), value);
                break;
            default:
                throw Errors.RejectedPatch();
        }

        return root;
    }

    private static JsonNode? Replace(JsonNode? root, string[] path, JsonNode? value)
    {
        switch (Find(root, path[..^1], mustExist: true))
        {
            case JsonObject map:
                map[path[^1]] = value;
                break;
            case JsonArray list:
                list[Index(list, path[^1], list.Count - 1)!.Value] = value;
                break;
        }

        return root;
    }

    private static void Remove(JsonNode? root, string[] path)
    {
        if (path.Length == 0)
        {
            throw Errors.RejectedPatch();
        }

        switch (Find(root, path[..^1], mustExist: true))
        {
            case JsonObject map when map.Remove(path[^1]):
                break;
            case JsonArray list when Index(list, path[^1], list.Count - 1) is { } index:
                list.RemoveAt(index);
                break;
            default:
                throw Errors.RejectedPatch();
        }
    }

    private static int? Index(JsonArray list, string text, int last)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        // The server's library counts negative positions from the end.
        index = index < 0 ? index + list.Count : index;
        return index >= 0 && index <= last ? index : null;
    }
}
