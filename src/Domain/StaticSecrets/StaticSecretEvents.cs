using Coffer.Contracts;
using System.Collections.Immutable;
using Coffer.Contracts.Ports;

namespace Coffer.Domain.StaticSecrets;

/// <summary>What happened to a VaultStaticSecret. Events hold digests, versions and names, never values; their names stand in <c>status.history</c> and so are frozen.</summary>
public abstract record StaticSecretEvent
{
    private StaticSecretEvent()
    {
    }

    /// <summary>A Secret that held the right content already was taken over as ours; nothing was written.</summary>
    /// <param name="Content">What it holds.</param>
    public sealed record Adopted(SyncedContent Content) : StaticSecretEvent;

    /// <summary>The Secret was written.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Content">What it holds now.</param>
    public sealed record SecretWritten(SyncReason Reason, SyncedContent Content) : StaticSecretEvent;

    /// <summary>The source was read and the Secret holds the same content, but what it was made from changed (kv version, spec, inputs, a force-sync).</summary>
    /// <param name="Content">What it holds, with the new source.</param>
    public sealed record SourceMoved(SyncedContent Content) : StaticSecretEvent;

    /// <summary>A change of the spec that does not touch the content was taken note of, without reading anything.</summary>
    /// <param name="Generation">The generation.</param>
    public sealed record SpecNoted(long Generation) : StaticSecretEvent;

    /// <summary>The workloads are to be rolled.</summary>
    /// <param name="Id">Grows with each request of this resource.</param>
    /// <param name="Targets">As <c>Kind/name</c>.</param>
    public sealed record RestartRequested(string Id, ImmutableArray<string> Targets) : StaticSecretEvent;

    /// <summary>One workload is done with.</summary>
    /// <param name="Target">As <c>Kind/name</c>.</param>
    /// <param name="Id">The request.</param>
    /// <param name="Effect">What happened; null when it failed for good.</param>
    /// <param name="Problem">Why it failed; empty when it did not.</param>
    public sealed record RestartSettled(string Target, string Id, RestartEffect? Effect, string Problem) : StaticSecretEvent;

    /// <summary>What looks wrong with a Secret that is in step has changed. Told once, and again when it is something else.</summary>
    /// <param name="Hash">Of all that is remarked; empty for nothing.</param>
    /// <param name="Remarks">In words for people; empty when nothing is wrong any more.</param>
    public sealed record Remarked(string Hash, ImmutableArray<string> Remarks) : StaticSecretEvent;

    /// <summary>A workload could not be rolled yet, for a reason that may pass; it is tried again. Told once for each request and workload.</summary>
    /// <param name="Target">As <c>Kind/name</c>.</param>
    /// <param name="Id">The request.</param>
    /// <param name="Problem">Why.</param>
    public sealed record RestartDelayed(string Target, string Id, string Problem) : StaticSecretEvent;

    /// <summary>The Secret could not be brought in step. Told once, and again when the reason or its text changes.</summary>
    /// <param name="Problem">What is wrong and what to do.</param>
    /// <param name="Generation">Generation that it was tried for.</param>
    public sealed record SyncFailed(Problem Problem, long Generation) : StaticSecretEvent;

    /// <summary>The Secret is in step again and nothing had to be written.</summary>
    public sealed record SyncRecovered : StaticSecretEvent;

    /// <summary>The Secret has to be deleted and made anew, because its type changes or it is immutable. Told before the deletion, so that a crash in between is finished.</summary>
    /// <param name="Uid">The Secret that is to go.</param>
    public sealed record ReplacementStarted(string Uid) : StaticSecretEvent;

    /// <summary>The Secret of a former destination name was deleted, or is not ours.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Pruned(string Name) : StaticSecretEvent;

    /// <summary>The API server drops the journal's fields: its CRDs are not Coffer's.</summary>
    public sealed record JournalLost : StaticSecretEvent;

    /// <summary>The API server keeps the journal's fields again.</summary>
    public sealed record JournalFound : StaticSecretEvent;

    /// <summary>Somebody else writes this status or this Secret: nothing is written until it has been quiet for ten minutes.</summary>
    /// <param name="Sign">What was seen, and which force-sync does not end it because it was there already.</param>
    public sealed record ContestStarted(string Sign) : StaticSecretEvent;

    /// <summary>It has been quiet for ten minutes, or a person asked for a sync.</summary>
    public sealed record ContestEnded : StaticSecretEvent;

    /// <summary>Somebody keeps changing what is ours of the Secret: repairs have to wait.</summary>
    /// <param name="Sign">Who, as far as the Secret tells, and what to do.</param>
    public sealed record DisputeStarted(string Sign) : StaticSecretEvent;

    /// <summary>Nobody has changed what is ours for ten minutes.</summary>
    public sealed record DisputeEnded : StaticSecretEvent;
}

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

    /// <summary>kv version; 0 for kv-v1.</summary>
    public required long KvVersion { get; init; }

    /// <summary>created_time of that version; empty for kv-v1.</summary>
    public required string KvCreated { get; init; }

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

/// <summary>Something that keeps a Secret from being in step.</summary>
/// <param name="Reason">CamelCase; also the reason of the condition and of the Event.</param>
/// <param name="Message">What is wrong and what to do; no values.</param>
public sealed record Problem(string Reason, string Message)
{
    /// <summary>For people; at most 1,024 characters, so that what is read back from a condition is the same.</summary>
    public string Message { get; init => field = ShortText.Message(value); } = ShortText.Message(Message);
}

/// <summary>Why a sync is due; a closed set, in the order in which they are looked for.</summary>
public enum SyncReason
{
    /// <summary>There is nothing to do.</summary>
    None,

    /// <summary>Never synced, as far as the journal tells.</summary>
    InitialSync,

    /// <summary>A replacement of the Secret was begun and not finished.</summary>
    Replacement,

    /// <summary>A part of the spec that the content follows has changed.</summary>
    SpecChanged,

    /// <summary>A person asked for it by annotation.</summary>
    ForceSync,

    /// <summary>The destination Secret is missing.</summary>
    InexistentDestination,

    /// <summary>The stamp on the Secret, or the Secret itself, is not the journal's: a crash between the write and the append, or an older value.</summary>
    StampDiffers,

    /// <summary>Somebody changed the Secret.</summary>
    SecretDataDrift,

    /// <summary>What the secret depends on has changed or come back.</summary>
    InputsChanged,

    /// <summary>A failed sync is to be tried again.</summary>
    Retry,

    /// <summary>refreshAfter has passed.</summary>
    Refresh,
}
