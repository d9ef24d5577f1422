using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Patching;

/// <summary>
/// RFC 6902 with the API server's answers: whatever does not fit is one and the same 422, and values are compared as text.
/// </summary>
internal sealed class JsonPatch
{
    private readonly List<Operation> _operations;

    private JsonPatch(List<Operation> operations) => _operations = operations;

    /// <exception cref="ApiException">400: the patch is no list of operations.</exception>
    public static JsonPatch Read(JsonElement patch) => patch.ValueKind switch
    {
        JsonValueKind.Null => new JsonPatch([]),
        JsonValueKind.Array => new JsonPatch([.. patch.EnumerateArray().Select(Operation.Read)]),
        _ => throw Operation.Unreadable(patch, "[]handlers.jsonPatchOp"),
    };

    /// <exception cref="ApiException">422: a test failed, or a path is missing.</exception>
    public JsonObject Apply(JsonObject target)
    {
        var root = (RawObject)RawNode.Of(target)!;
        foreach (var operation in _operations)
        {
            Apply(root, operation);
        }

        return root.ToJson();
    }

    private static void Apply(RawObject root, Operation operation)
    {
        var (parent, name) = Resolve(root, operation.Path);
        switch (operation.Op)
        {
            case "test":
                Expect(RawNode.AreEqual(Get(parent, name), operation.Value));
                break;
            case "add":
                Add(parent, name, RawNode.Copy(operation.Value));
                break;
            case "replace":
                Replace(parent, name, RawNode.Copy(operation.Value));
                break;
            case "remove":
                Remove(parent, name);
                break;
            case "copy":
                var (source, copied) = Resolve(root, operation.From);
                Add(parent, name, RawNode.Copy(Get(source, copied)));
                break;
            case "move":
                var (origin, moved) = Resolve(root, operation.From);
                var value = Get(origin, moved);
                Remove(origin, moved);
                (parent, name) = Resolve(root, operation.Path);
                Add(parent, name, value);
                break;
            default:
                throw Errors.RejectedPatch();
        }
    }

    /// <summary>
    /// The object or list that the last part of a path is looked up in; it must be there, while what it is asked for need not.
    /// </summary>
    private static (RawNode Parent, string Name) Resolve(RawObject root, string? pointer)
    {
        Expect(pointer is { Length: > 0 } && pointer[0] == '/');
        var parts = pointer![1..].Split('/')
            .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToList();
        RawNode parent = root;
        foreach (var part in parts[..^1])
        {
            parent = Get(parent, part) ?? throw Errors.RejectedPatch();
        }

        return (parent, parts[^1]);
    }

    /// <summary>A missing member of an object is null, as is one that holds null; of a list, it is an error.</summary>
    private static RawNode? Get(RawNode parent, string name) => parent switch
    {
        RawObject map => map.Members.GetValueOrDefault(name),
        RawList list => list.Items[Index(list, name, list.Items.Count - 1)],
        _ => throw Errors.RejectedPatch(),
    };

    private static void Add(RawNode parent, string name, RawNode? value)
    {
        switch (parent)
        {
            case RawObject map:
                map.Members[name] = value;
                break;
            case RawList list:
                list.Items.Insert(name == "-" ? list.Items.Count : Index(list, name, list.Items.Count), value);
                break;
            default:
                throw Errors.RejectedPatch();
        }
    }

    /// <summary>Of an object, it adds what is missing.</summary>
    private static void Replace(RawNode parent, string name, RawNode? value)
    {
        switch (parent)
        {
            case RawObject map:
                map.Members[name] = value;
                break;
            case RawList list:
                list.Items[Index(list, name, list.Items.Count - 1)] = value;
                break;
            default:
                throw Errors.RejectedPatch();
        }
    }

    private static void Remove(RawNode parent, string name)
    {
        switch (parent)
        {
            case RawObject map:
                Expect(map.Members.Remove(name));
                break;
            case RawList list:
                list.Items.RemoveAt(Index(list, name, list.Items.Count - 1));
                break;
            default:
                throw Errors.RejectedPatch();
        }
    }

    /// <summary>The server's library counts negative positions from the end.</summary>
    private static int Index(RawList list, string text, int last)
    {
        Expect(int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index));
        index = index < 0 ? index + list.Items.Count : index;
        Expect(index >= 0 && index <= last);
        return index;
    }

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw Errors.RejectedPatch();
        }
    }

    private sealed record Operation(string? Op, string? Path, string? From, RawNode? Value)
    {
        public static Operation Read(JsonElement operation) => operation.ValueKind == JsonValueKind.Object
            ? new(Text(operation, "op"), Text(operation, "path"), Text(operation, "from"),
                operation.TryGetProperty("value", out var value) ? RawNode.Of(value) : null)
            : throw Unreadable(operation, "handlers.jsonPatchOp");

        public static ApiException Unreadable(JsonElement found, string wanted)
        {
            var name = found.ValueKind switch
            {
                JsonValueKind.True or JsonValueKind.False => "bool",
                var kind => kind.ToString().ToLowerInvariant(),
            };
            return Errors.BadRequest($"error decoding patch: json: cannot unmarshal {name} into Go value of type {wanted}");
        }

        private static string? Text(JsonElement operation, string name) =>
            operation.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
    }
}
