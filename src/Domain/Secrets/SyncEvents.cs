using System.Collections.Immutable;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Text;

namespace Coffer.Domain.Secrets;

/// <summary>What happened, given what a step found out. Idempotent: the same fact on the resulting state gives no events.</summary>
public static class SyncEvents
{
    /// <summary>After a try to sync.</summary>
    public static IReadOnlyList<SecretEvent> OnSync(ISecretResource resource, SecretState state, SyncFact fact) => fact switch
    {
        SyncFact.InStep inStep => InStep(resource, state, inStep),
        SyncFact.Failed failed => IsNews(state, failed, resource.Metadata.Generation)
            ? [new SecretEvent.SyncFailed(failed.Problem, resource.Metadata.Generation)]
            : [],
        SyncFact.MustReplace replace => state.Snapshot.Replacing == replace.Uid ? [] : [new SecretEvent.ReplacementStarted(replace.Uid)],
        _ => [],
    };

    /// <summary>
    /// After a change of the spec that needs no sync. Where another edit came in meanwhile, what is to be noted is decided anew: noting one
    /// that has to be synced would call it done.
    /// </summary>
    public static IReadOnlyList<SecretEvent> OnNote(ISecretResource resource, SecretState state, SyncRules rules) =>
        rules.OnlyToNote(resource, state) ? [new SecretEvent.SpecNoted(resource.Metadata.Generation)] : [];

    /// <summary>After the Secret of a former name was dealt with.</summary>
    public static IReadOnlyList<SecretEvent> OnPruned(SecretState state, string name) =>
        state.Snapshot.PreviousSecretName == name ? [new SecretEvent.Pruned(name)] : [];

    /// <summary>After something was given back, or could not be.</summary>
    public static IReadOnlyList<SecretEvent> OnReturned(SecretState state, string id, string? why) =>
        state.Snapshot.Returns?.Any(owed => owed.Id == id) != true ? []
        : why is null ? [new SecretEvent.Returned(id)]
        : [new SecretEvent.ReturnGivenUp(id, why)];

    /// <summary>After an append, when it told whether the API server keeps the journal's fields.</summary>
    public static IReadOnlyList<SecretEvent> OnStored(SecretState state, bool? fieldsLost) =>
        fieldsLost is not { } lost || lost == state.JournalLost ? []
        : lost ? [new SecretEvent.JournalLost()]
        : [new SecretEvent.JournalFound()];

    /// <summary>A call that was not made tells nothing that the last answer did not tell better: in an outage the two take turns.</summary>
    private static bool IsNews(SecretState state, SyncFact.Failed failed, long generation) =>
        state.NotedGeneration != generation
        || (state.Problem != failed.Problem
            && !(failed.Failure?.Kind is FailureKind.CircuitOpen && state.Problem?.Reason == failed.Problem.Reason));

    private static IReadOnlyList<SecretEvent> InStep(ISecretResource resource, SecretState state, SyncFact.InStep fact) =>
        IsOverhauled(state, fact.Content) ? Recovered(state) : [.. Content(resource, state, fact), .. Remarked(state, fact.Remarks)];

    private static SecretEvent[] Remarked(SecretState state, ImmutableArray<string> remarks)
    {
        var hash = remarks.IsEmpty ? "" : ShortHash.Of(string.Join('\n', remarks));
        return hash == (state.Snapshot.Remarks ?? "") ? [] : [new SecretEvent.Remarked(hash, remarks)];
    }

    private static IReadOnlyList<SecretEvent> Content(ISecretResource resource, SecretState state, SyncFact.InStep fact)
    {
        SecretEvent? happened = fact.Effect switch
        {
            WriteEffect.None => Moved(state, fact.Content) || IsLookedAt(state, fact) ? new SecretEvent.SourceMoved(fact.Content) : null,
            WriteEffect.Adopted or WriteEffect.Restored => new SecretEvent.Adopted(fact.Content),
            _ => new SecretEvent.SecretWritten(fact.Reason, fact.Content),
        };
        if (happened is null || Holds(state, fact.Content))
        {
            return Recovered(state);
        }

        var restart = Restarts.Request(resource, state, fact);
        SecretEvent?[] all = [happened, restart, Returns.OnReplaced(resource, state, fact.Content, restart?.Id)];
        return [.. all.OfType<SecretEvent>()];
    }

    private static IReadOnlyList<SecretEvent> Recovered(SecretState state) =>
        state.Problem is null ? [] : [new SecretEvent.SyncRecovered()];

    /// <summary>
    /// A change of the Secret by somebody else that left the content whole is journalled, so that the next activation
    /// does not look at it again.
    /// </summary>
    private static bool IsLookedAt(SecretState state, SyncFact.InStep fact) =>
        fact.Reason is SyncReason.SecretDataDrift or SyncReason.StampDiffers
        && fact.Content.SecretVersion != state.Snapshot.SecretResourceVersion;

    /// <summary>True when another activation has journalled a newer version of the same source meanwhile: this fact is old news.</summary>
    private static bool IsOverhauled(SecretState state, SyncedContent content) =>
        content.Source.IsBehind(state.Snapshot) && state.Snapshot.LastSyncTime > content.At && state.Snapshot.Inputs == content.Inputs;

    /// <summary>True when the journal says exactly this already: the fact was told before, and the answer got lost.</summary>
    private static bool Holds(SecretState state, SyncedContent content) =>
        state.Snapshot.SecretResourceVersion == content.SecretVersion && state.Snapshot.ContentDigest == content.ContentDigest
        && !Moved(state, content);

    private static bool Moved(SecretState state, SyncedContent content) =>
        state.Snapshot.ContentDigest != content.ContentDigest
        || state.Snapshot.RestartDigest != content.RestartDigest
        || state.Snapshot.SecretName != content.SecretName
        || (state.Snapshot.SecretType ?? "") != content.SecretType
        || state.Snapshot.Replacing is not null
        || !content.Source.IsIn(state.Snapshot)
        || state.NotedGeneration != content.Generation
        || state.Snapshot.SyncedGeneration != content.Generation
        || state.Snapshot.Inputs != content.Inputs
        || (state.Snapshot.ForceSync ?? "") != content.ForceSync
        || (state.ReferenceMac ?? "") != content.ReferenceMac;
}
