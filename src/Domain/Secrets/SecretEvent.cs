using System.Collections.Immutable;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>
/// What happened to a secret. Events hold digests, versions and names, never values; their names stand in
/// <c>status.history</c> and so are frozen.
/// </summary>
public abstract record SecretEvent
{
    private SecretEvent()
    {
    }

    /// <summary>A Secret that held the right content already was taken over as ours; nothing was written.</summary>
    /// <param name="Content">What it holds.</param>
    public sealed record Adopted(SyncedContent Content) : SecretEvent;

    /// <summary>The Secret was written.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Content">What it holds now.</param>
    public sealed record SecretWritten(SyncReason Reason, SyncedContent Content) : SecretEvent;

    /// <summary>
    /// The source was read and the Secret holds the same content, but what it was made from changed (kv version,
    /// spec, inputs, a force-sync).
    /// </summary>
    /// <param name="Content">What it holds, with the new source.</param>
    public sealed record SourceMoved(SyncedContent Content) : SecretEvent;

    /// <summary>A change of the spec that does not touch the content was taken note of, without reading anything.</summary>
    /// <param name="Generation">The generation.</param>
    public sealed record SpecNoted(long Generation) : SecretEvent;

    /// <summary>The workloads are to be rolled.</summary>
    /// <param name="Id">Grows with each request of this resource.</param>
    /// <param name="Targets">As <c>Kind/name</c>.</param>
    public sealed record RestartRequested(string Id, ImmutableArray<string> Targets) : SecretEvent;

    /// <summary>One workload is done with.</summary>
    /// <param name="Target">As <c>Kind/name</c>.</param>
    /// <param name="Id">The request.</param>
    /// <param name="Effect">What happened; null when it failed for good.</param>
    /// <param name="Problem">Why it failed; empty when it did not.</param>
    public sealed record RestartSettled(string Target, string Id, RestartEffect? Effect, string Problem) : SecretEvent
    {
        /// <summary>As the journal keeps it.</summary>
        public RestartOutcome Outcome => new()
        {
            Id = Id,
            Target = Target,
            Effect = Effect?.ToString() ?? RestartOutcome.Failed,
            Problem = Problem.Length > 0 ? ShortText.Part(Problem) : null,
        };
    }

    /// <summary>What looks wrong with a Secret that is in step has changed. Told once, and again when it is something else.</summary>
    /// <param name="Hash">Of all that is remarked; empty for nothing.</param>
    /// <param name="Remarks">In words for people; empty when nothing is wrong any more.</param>
    public sealed record Remarked(string Hash, ImmutableArray<string> Remarks) : SecretEvent;

    /// <summary>
    /// A workload could not be rolled yet, for a reason that may pass; it is tried again. Told once for each request and workload.
    /// </summary>
    /// <param name="Target">As <c>Kind/name</c>.</param>
    /// <param name="Id">The request.</param>
    /// <param name="Problem">Why.</param>
    public sealed record RestartDelayed(string Target, string Id, string Problem) : SecretEvent
    {
        /// <summary>As the journal keeps it.</summary>
        public RestartOutcome Outcome =>
            new() { Id = Id, Target = Target, Effect = RestartOutcome.Delayed, Problem = ShortText.Part(Problem) };
    }

    /// <summary>The Secret could not be brought in step. Told once, and again when the reason or its text changes.</summary>
    /// <param name="Problem">What is wrong and what to do.</param>
    /// <param name="Generation">Generation that it was tried for.</param>
    public sealed record SyncFailed(Problem Problem, long Generation) : SecretEvent;

    /// <summary>The Secret is in step again and nothing had to be written.</summary>
    public sealed record SyncRecovered : SecretEvent;

    /// <summary>
    /// The Secret has to be deleted and made anew, because its type changes or it is immutable. Told before the deletion, so that a
    /// crash in between is finished.
    /// </summary>
    /// <param name="Uid">The Secret that is to go.</param>
    public sealed record ReplacementStarted(string Uid) : SecretEvent;

    /// <summary>The Secret of a former destination name was deleted, or is not ours.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Pruned(string Name) : SecretEvent;

    /// <summary>The API server drops the journal's fields: its CRDs are not Coffer's.</summary>
    public sealed record JournalLost : SecretEvent;

    /// <summary>The API server keeps the journal's fields again.</summary>
    public sealed record JournalFound : SecretEvent;

    /// <summary>Somebody else writes this status or this Secret: nothing is written until it has been quiet for ten minutes.</summary>
    /// <param name="Sign">What was seen, and what ends it, in words for people.</param>
    public sealed record ContestStarted(string Sign) : SecretEvent;

    /// <summary>It has been quiet for ten minutes, or a person asked for a sync.</summary>
    public sealed record ContestEnded : SecretEvent;

    /// <summary>Somebody keeps changing what is ours of the Secret: repairs have to wait.</summary>
    /// <param name="Sign">Who, as far as the Secret tells, and what to do.</param>
    public sealed record DisputeStarted(string Sign) : SecretEvent;

    /// <summary>Nobody has changed what is ours for ten minutes.</summary>
    public sealed record DisputeEnded : SecretEvent;

    /// <summary>What Vault made for the Secret before was replaced, and is to be given back.</summary>
    /// <param name="Owed">What, and when.</param>
    public sealed record ReturnOwed(OwedReturn Owed) : SecretEvent;

    /// <summary>It was given back.</summary>
    /// <param name="Id">What.</param>
    public sealed record Returned(string Id) : SecretEvent;

    /// <summary>It can't be given back, and is left to its end.</summary>
    /// <param name="Id">What.</param>
    /// <param name="Why">In words for people.</param>
    public sealed record ReturnGivenUp(string Id, string Why) : SecretEvent;
}
