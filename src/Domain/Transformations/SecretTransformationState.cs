using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Transformations;

/// <summary>What is known of a SecretTransformation, as its status tells it.</summary>
/// <param name="Valid">Whether it can be used; null when it was never looked at.</param>
/// <param name="Error">What is wrong; empty for nothing.</param>
/// <param name="Generation">Generation that this speaks of.</param>
/// <param name="Conditions">Conditions.</param>
public sealed record SecretTransformationState(bool? Valid, string Error, long? Generation, IReadOnlyList<Condition> Conditions)
{
    /// <summary>Before anything is known.</summary>
    public static readonly SecretTransformationState Initial = new(null, "", null, []);
}

/// <summary>What happened to a SecretTransformation.</summary>
public abstract record SecretTransformationEvent
{
    private SecretTransformationEvent()
    {
    }

    /// <summary>It was judged otherwise than before.</summary>
    /// <param name="Error">What is wrong; empty for nothing.</param>
    /// <param name="Generation">Generation.</param>
    /// <param name="Sayings">What is to be said.</param>
    /// <param name="At">When.</param>
    public sealed record Judged(string Error, long Generation, IReadOnlyList<Saying> Sayings, DateTimeOffset At) : SecretTransformationEvent;
}
