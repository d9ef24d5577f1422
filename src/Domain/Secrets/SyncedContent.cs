namespace Coffer.Domain.Secrets;

/// <summary>What a destination Secret holds and what it was made from.</summary>
public sealed record SyncedContent
{
    /// <summary>Digest of all keys.</summary>
    public required string ContentDigest { get; init; }

    /// <summary>Digest without <c>_raw</c>.</summary>
    public required string RestartDigest { get; init; }

    /// <summary>Which key the digests were made with.</summary>
    public required string KeyId { get; init; }

    /// <summary>The reference's digest; empty unless it is to be written.</summary>
    public string ReferenceMac { get; init; } = "";

    /// <summary>Which state of the source it was made from.</summary>
    public required SourceVersion Source { get; init; }

    /// <summary>Name of the Secret.</summary>
    public required string SecretName { get; init; }

    /// <summary>UID of the Secret.</summary>
    public required string SecretUid { get; init; }

    /// <summary>resourceVersion of the Secret after the write.</summary>
    public required string SecretVersion { get; init; }

    /// <summary>Type of the Secret.</summary>
    public required string SecretType { get; init; }

    /// <summary>How many data keys of the Secret are ours.</summary>
    public long? SecretKeys { get; init; }

    /// <summary>Generation of the resource that this follows.</summary>
    public required long Generation { get; init; }

    /// <summary>The part of the spec that the content follows, as a hash, and the uid/generation of what was used to log in.</summary>
    public required string Inputs { get; init; }

    /// <summary>The force-sync value that this answers; empty for none.</summary>
    public string ForceSync { get; init; } = "";

    /// <summary>When it was found out.</summary>
    public required DateTimeOffset At { get; init; }
}
