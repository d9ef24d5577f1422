using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Auths;

/// <summary>What is known of a VaultAuth, as its status tells it.</summary>
/// <param name="Valid">Whether spec and references hold; null when never looked at.</param>
/// <param name="Error">What is wrong; empty for nothing.</param>
/// <param name="SpecHash">Hash of the spec.</param>
/// <param name="Generation">Generation that this speaks of.</param>
/// <param name="Conditions">Conditions.</param>
public sealed record VaultAuthState(bool? Valid, string Error, string SpecHash, long? Generation, IReadOnlyList<Condition> Conditions)
{
    /// <summary>Before anything is known.</summary>
    public static readonly VaultAuthState Initial = new(null, "", "", null, []);
}

/// <summary>What happened to a VaultAuth.</summary>
public abstract record VaultAuthEvent
{
    private VaultAuthEvent()
    {
    }

    /// <summary>It was judged otherwise than before.</summary>
    /// <param name="Valid">Whether it can be used.</param>
    /// <param name="Error">What is wrong; empty for nothing.</param>
    /// <param name="SpecHash">Hash of the spec.</param>
    /// <param name="Generation">Generation.</param>
    /// <param name="Sayings">What is to be said.</param>
    /// <param name="Withdrawn">Types of conditions about which nothing is to be said.</param>
    /// <param name="At">When.</param>
    public sealed record Judged(
        bool Valid, string Error, string SpecHash, long Generation, IReadOnlyList<Saying> Sayings, IReadOnlyList<string> Withdrawn, DateTimeOffset At)
        : VaultAuthEvent;
}
