using System.Text.Json;

namespace Coffer.Domain.Rendering;

/// <summary>What was read for one Secret, before it is rendered. Holds secret values.</summary>
/// <param name="Fields">The fields: an object.</param>
/// <param name="Raw">The untransformed answer, for the key <c>_raw</c>.</param>
public sealed record SourceContent(JsonElement Fields, JsonElement Raw)
{
    /// <summary>What templates see beside the fields; null for nothing.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Fields that become keys in another spelling than JSON's: templates see the field itself.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Spelled { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>Keys beside those of the fields, unless a template fills them. No filter applies to them.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Added { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <inheritdoc/>
    public override string ToString() => "***";
}
