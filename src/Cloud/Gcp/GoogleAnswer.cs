namespace Coffer.Cloud.Gcp;

/// <summary>What a service of Google answered, whole.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Body">The body, which may hold a token.</param>
internal sealed record GoogleAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>Type of the body; empty for none.</summary>
    public required string MediaType { get; init; }

    /// <summary>Whether a metadata server of Google says that it is one.</summary>
    public required bool IsOfMetadata { get; init; }

    /// <summary>How long to wait, where it says so.</summary>
    public required TimeSpan? RetryAfter { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <inheritdoc/>
    public override string ToString() => $"{Status}, {Body.Length} bytes";
}
