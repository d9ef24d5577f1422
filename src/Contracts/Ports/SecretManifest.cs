namespace Coffer.Contracts.Ports;

/// <summary>What a Secret shall be. Holds secret bytes: lives in the locals of one call and prints without them.</summary>
public sealed record SecretManifest
{
    /// <summary>The Secret.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>
    /// Version that must be the current one; <c>"1"</c> when there must be none yet (an apply with it creates, and
    /// conflicts with whatever exists).
    /// </summary>
    public required string ResourceVersion { get; init; }

    /// <summary>The data, all keys that are ours.</summary>
    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Data { get; init; }

    /// <summary>Type; null leaves an existing one.</summary>
    public string? Type { get; init; }

    /// <summary>Makes the Secret immutable; false says nothing of it.</summary>
    public bool Immutable { get; init; }

    /// <summary>Labels that are ours.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations that are ours, <see cref="SecretAnnotations"/> among them.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The one owner reference (no controller, no blockOwnerDeletion); null for a Secret that is not ours to own.</summary>
    public Owner? Owner { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"manifest of {Key}";
}
