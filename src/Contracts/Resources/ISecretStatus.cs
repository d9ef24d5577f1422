namespace Coffer.Contracts.Resources;

/// <summary>What the statuses of all kinds of secrets have in common.</summary>
public interface ISecretStatus
{
    /// <summary>Generation that the last status followed.</summary>
    long LastGeneration { get; }

    /// <summary>Generation that this status speaks of.</summary>
    long? ObservedGeneration { get; }

    /// <summary>The reference's digest of the data, base64.</summary>
    string? SecretMac { get; }

    /// <summary>Conditions.</summary>
    IReadOnlyList<Condition>? Conditions { get; }

    /// <summary>Number of events so far.</summary>
    long? JournalVersion { get; }

    /// <summary>The newest events, each <c>seq time type detail</c>.</summary>
    IReadOnlyList<string>? History { get; }

    /// <summary>What the events add up to.</summary>
    SecretSnapshot? Snapshot { get; }
}
