using Coffer.Contracts.Resources;

namespace Coffer.Domain.Journal;

/// <summary>What is known of a resource that has nothing but a verdict, as its status tells it.</summary>
public sealed record JudgedState
{
    /// <summary>Before anything is known.</summary>
    public static readonly JudgedState Initial = new();

    /// <summary>Whether it can be used; null when it was never looked at.</summary>
    public bool? Valid { get; init; }

    /// <summary>What is wrong; empty for nothing, and where the status has no such field.</summary>
    public string Error { get; init; } = "";

    /// <summary>Hash of the spec; empty where the status has no such field.</summary>
    public string SpecHash { get; init; } = "";

    /// <summary>Generation that this speaks of.</summary>
    public long? Generation { get; init; }

    /// <summary>Conditions.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>When this was last written by this activation; keeps changing texts from being written over and over.</summary>
    public DateTimeOffset ToldAt { get; init; } = DateTimeOffset.MinValue;

    /// <summary>True when this says all that a verdict does, whatever the words of its conditions.</summary>
    public bool Tells(Judged verdict) =>
        Valid == verdict.Valid && Error == verdict.Error && SpecHash == verdict.SpecHash && Generation == verdict.Generation
        && Sayings.Held(Conditions, verdict.Sayings, verdict.Withdrawn, verdict.Generation);

    /// <summary>True when this says all that a verdict does in the same words.</summary>
    public bool TellsInTheseWords(Judged verdict) => Tells(verdict) && Sayings.HeldWithText(Conditions, verdict.Sayings);

    /// <summary>True when another state would stand in a status as this one does.</summary>
    public bool IsAlike(JudgedState other) =>
        Valid == other.Valid && Error == other.Error && SpecHash == other.SpecHash && Generation == other.Generation
        && Conditions.SequenceEqual(other.Conditions);
}
