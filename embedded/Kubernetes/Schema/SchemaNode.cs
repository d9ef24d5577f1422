using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coffer.Embedded.Kubernetes.Schema;

/// <summary>One node of a structural schema: what a value must look like and how two writers' values merge.</summary>
internal sealed class SchemaNode
{
    /// <summary>Anything goes, nothing is pruned.</summary>
    public static readonly SchemaNode Open = new() { PreserveUnknown = true };

    public string? Type { get; init; }

    public string? Format { get; init; }

    public IReadOnlyDictionary<string, SchemaNode> Properties { get; init; } = new Dictionary<string, SchemaNode>();

    public SchemaNode? AdditionalProperties { get; init; }

    public SchemaNode? Items { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public JsonArray? Enum { get; init; }

    public Regex? Pattern { get; init; }

    /// <summary>The pattern as written, for messages.</summary>
    public string? PatternText { get; init; }

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public bool ExclusiveMinimum { get; init; }

    public bool ExclusiveMaximum { get; init; }

    public long? MinLength { get; init; }

    public long? MaxLength { get; init; }

    public long? MinItems { get; init; }

    public long? MaxItems { get; init; }

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }

    public JsonNode? Default { get; init; }

    public bool HasDefault { get; init; }

    public bool Nullable { get; init; }

    public bool PreserveUnknown { get; init; }

    public bool IntOrString { get; init; }

    /// <summary>atomic (the default), set or map.</summary>
    public string? ListType { get; init; }

    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    public bool AtomicMap { get; init; }

    public bool IsAssociative => ListType == "map" && ListMapKeys.Count > 0;

    public bool IsSet => ListType == "set";

    public SchemaNode Child(string name) =>
        Properties.TryGetValue(name, out var child) ? child : AdditionalProperties ?? Open;
}
