namespace Coffer.Contracts.Resources;

/// <summary>What a secret's status is to hold of its journal.</summary>
public sealed record SecretJournal
{
    /// <summary>Generation that it speaks of.</summary>
    public required long Generation { get; init; }

    /// <summary>The reference's digest of the data, base64; null when it is not kept.</summary>
    public required string? SecretMac { get; init; }

    /// <summary>Reason of what keeps the Secret from being in step; null for nothing.</summary>
    public required string? Problem { get; init; }

    /// <summary>Conditions.</summary>
    public required IReadOnlyList<Condition> Conditions { get; init; }

    /// <summary>Number of events so far.</summary>
    public required long Version { get; init; }

    /// <summary>The newest events.</summary>
    public required IReadOnlyList<string> History { get; init; }

    /// <summary>What the events add up to.</summary>
    public required SecretSnapshot Snapshot { get; init; }
}
