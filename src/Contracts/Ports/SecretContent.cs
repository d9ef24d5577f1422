namespace Coffer.Contracts.Ports;

/// <summary>A Secret with its values: lives in the locals of one call and prints without them.</summary>
public sealed record SecretContent
{
    /// <summary>Its metadata.</summary>
    public required SecretSighting Metadata { get; init; }

    /// <summary>Its type.</summary>
    public required string Type { get; init; }

    /// <summary>Whether it is immutable.</summary>
    public bool Immutable { get; init; }

    /// <summary>Its data.</summary>
    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Data { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"content of {Metadata.Key}";
}
