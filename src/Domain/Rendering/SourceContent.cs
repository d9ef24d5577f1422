using System.Text.Json;

namespace Coffer.Domain.Rendering;

/// <summary>What was read for one Secret, before it is rendered. Holds secret values.</summary>
/// <param name="Fields">The fields: an object.</param>
/// <param name="Raw">The untransformed answer, for the key <c>_raw</c>.</param>
public sealed record SourceContent(JsonElement Fields, JsonElement Raw)
{
    /// <summary>What templates see beside the fields; null for nothing.</summary>
    public JsonElement? Metadata { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "***";
}
