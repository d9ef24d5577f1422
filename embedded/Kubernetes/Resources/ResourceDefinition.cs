using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Schema;
using Coffer.Embedded.Kubernetes.Tables;

namespace Coffer.Embedded.Kubernetes.Resources;

/// <summary>One served resource in one version.</summary>
internal sealed record ResourceDefinition(string Group, string Version, string Plural, string Kind)
{
    public bool Namespaced { get; init; } = true;

    public bool IsCustom { get; init; }

    public bool HasStatus { get; init; }

    public string Singular { get; init; } = Kind.ToLowerInvariant();

    public string ListKind { get; init; } = $"{Kind}List";

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Fields beside names that a CRD lets people select by, e.g. <c>spec.path</c>.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    public SchemaNode Schema { get; init; } = SchemaNode.Open;

    /// <summary>The schema as its CRD has it, for people; null: a kind that is not explained here.</summary>
    public JsonObject? Source { get; init; }

    public IReadOnlyList<TableColumn> Columns { get; init; } = TableColumn.Defaults;

    /// <summary>Rules that a schema cannot say.</summary>
    public KindRules Rules { get; init; } = KindRules.None;

    /// <summary>What a write must change to count as a new generation; null: the kind has no generations.</summary>
    public Func<JsonObject, JsonObject, bool>? NewGeneration { get; init; }

    /// <summary>Whether a PUT must carry a resourceVersion.</summary>
    public bool RequiresVersionOnUpdate { get; init; }

    /// <summary>Whether a PUT to a free name creates.</summary>
    public bool CreatesOnUpdate { get; init; }

    /// <summary>The schema by which writers' fields merge: metadata included.</summary>
    public SchemaNode MergeSchema => field ??= new SchemaNode
    {
        Properties = new Dictionary<string, SchemaNode>(Schema.Properties) { ["metadata"] = MetadataSchema.Node },
        AdditionalProperties = Schema.AdditionalProperties,
    };

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public string QualifiedPlural { get; } = Errors.Qualified(Plural, Group);

    public string TableName => QualifiedPlural;

    public string KeyOf(string? ns, string name) => Namespaced ? $"{ns}/{name}" : name;
}
