using System.Collections.Immutable;
using Coffer.Contracts;

namespace Coffer.Domain.Secrets;

/// <summary>What a try to sync found out; no values.</summary>
public abstract record SyncFact
{
    private SyncFact()
    {
    }

    /// <summary>The Secret holds the right content.</summary>
    /// <param name="Reason">Why it was looked at.</param>
    /// <param name="Content">What it holds.</param>
    /// <param name="Effect">What was done for it.</param>
    /// <param name="Keys">How many keys are ours.</param>
    public sealed record InStep(SyncReason Reason, SyncedContent Content, WriteEffect Effect, int Keys) : SyncFact
    {
        /// <summary>What looks wrong with it all the same; no values.</summary>
        public ImmutableArray<string> Remarks { get; init; } = [];
    }

    /// <summary>It could not be brought in step; the last good Secret stays.</summary>
    /// <param name="Problem">What is wrong.</param>
    /// <param name="Failure">The failure behind it, where a call failed: it tells how long to wait.</param>
    public sealed record Failed(Problem Problem, Failure? Failure) : SyncFact
    {
        /// <summary>True when each try costs workloads something: none is made before its time, but for an edit.</summary>
        public bool IsFirm { get; init; }
    }

    /// <summary>Vault answered with an older version than the one held: it is read again soon, and nothing is said.</summary>
    public sealed record Stale : SyncFact;

    /// <summary>The Secret must be deleted and made anew; that has to be in the journal first.</summary>
    /// <param name="Uid">The Secret that is to go.</param>
    public sealed record MustReplace(string Uid) : SyncFact;
}
