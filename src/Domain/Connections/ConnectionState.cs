using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Connections;

/// <summary>What is known of a VaultConnection, as its status tells it.</summary>
/// <param name="Valid">Whether Vault answers; null when never asked.</param>
/// <param name="Generation">Generation that this speaks of.</param>
/// <param name="Conditions">Conditions.</param>
/// <param name="ToldAt">When this was last written by this activation; keeps changing texts from being written over and over.</param>
public sealed record ConnectionState(bool? Valid, long? Generation, IReadOnlyList<Condition> Conditions, DateTimeOffset ToldAt)
{
    /// <summary>Before anything is known.</summary>
    public static readonly ConnectionState Initial = new(null, null, [], DateTimeOffset.MinValue);

    /// <summary>Whether the status says so.</summary>
    public bool IsHealthy => Journal.Conditions.Find(Conditions, "Healthy")?.Status == "True";
}

/// <summary>What happened to a VaultConnection.</summary>
public abstract record ConnectionEvent
{
    private ConnectionEvent()
    {
    }

    /// <summary>It was judged otherwise than before.</summary>
    /// <param name="Valid">Whether Vault answers.</param>
    /// <param name="Generation">Generation.</param>
    /// <param name="Sayings">What is to be said.</param>
    /// <param name="Withdrawn">Types of conditions about which nothing can be said.</param>
    /// <param name="At">When.</param>
    public sealed record Judged(bool Valid, long Generation, IReadOnlyList<Saying> Sayings, IReadOnlyList<string> Withdrawn, DateTimeOffset At) : ConnectionEvent;
}
