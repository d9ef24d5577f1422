using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>What one field manager owns of an object: names of fields, never what they hold.</summary>
internal sealed record ManagedFieldsEntry
{
    /// <summary>The manager's name.</summary>
    [JsonPropertyName("manager")]
    public string Manager { get; init => field = value ?? ""; } = "";

    /// <summary><c>Apply</c> or <c>Update</c>.</summary>
    [JsonPropertyName("operation")]
    public string Operation { get; init => field = value ?? ""; } = "";

    /// <summary>When it last wrote.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>The fields, as a tree of <c>f:</c> names.</summary>
    [JsonPropertyName("fieldsV1")]
    public JsonElement Fields { get; init; }

    /// <summary>Keys of the data that it owns.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> DataKeys => Fields.ValueKind == JsonValueKind.Object
        && Fields.TryGetProperty("f:data", out var data) && data.ValueKind == JsonValueKind.Object
            ? [.. data.EnumerateObject().Select(entry => entry.Name).Where(IsField).Select(name => name[2..])]
            : [];

    private static bool IsField(string name) => name.StartsWith("f:", StringComparison.Ordinal);
}
