using System.Collections.Immutable;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>
/// What an activation hears, and what its steps find out; no values. Each goes through <see cref="SecretDecider.Decide"/>.
/// </summary>
public abstract record SecretOutcome
{
    private SecretOutcome()
    {
    }

    /// <summary>A newer object was taken over.</summary>
    /// <param name="Before">The one before; null for the first.</param>
    /// <param name="StateBefore">Its journal.</param>
    public sealed record Observed(ISecretResource? Before, SecretState StateBefore) : SecretOutcome;

    /// <summary>An object was taken over that is no successor of the one before: the API server went back in time.</summary>
    /// <param name="Before">The one before.</param>
    /// <param name="StateBefore">Its journal.</param>
    public sealed record Rewound(ISecretResource Before, SecretState StateBefore) : SecretOutcome;

    /// <summary>The object is gone.</summary>
    public sealed record Forgotten : SecretOutcome;

    /// <summary>A Secret of this resource was seen.</summary>
    public sealed record SecretSeen(SecretSighting Sighting) : SecretOutcome;

    /// <summary>Secrets were found to be of another past.</summary>
    /// <param name="Epoch">When, in Unix milliseconds.</param>
    public sealed record SecretsDoubted(long Epoch) : SecretOutcome;

    /// <summary>What this resource depends on has changed or has come back.</summary>
    /// <param name="LookAt">When to look at it.</param>
    public sealed record DependencyChanged(DateTimeOffset LookAt) : SecretOutcome;

    /// <summary>A workload told what became of a restart.</summary>
    public sealed record RestartReported(RestartReport Report) : SecretOutcome;

    /// <summary>The activation knows what it has to before its first step.</summary>
    /// <param name="LastAlive">When the operator was last alive before this process; null when it never was.</param>
    /// <param name="InputsChanged">What the Secret is rendered with has changed while nobody ran.</param>
    public sealed record Begun(DateTimeOffset? LastAlive, bool InputsChanged) : SecretOutcome;

    /// <summary>What is known already is to be told.</summary>
    /// <param name="Reports">What workloads had reported when the step began: what came since is told later.</param>
    public sealed record Known(ImmutableArray<RestartReport> Reports) : SecretOutcome;

    /// <summary>A try to sync.</summary>
    /// <param name="Fact">What came of it.</param>
    /// <param name="Before">What was known when it began: what came since may be newer than what was read and written.</param>
    public sealed record Synced(SyncFact Fact, SecretMemory Before) : SecretOutcome;

    /// <summary>A look at the Secret by its name.</summary>
    /// <param name="Sighting">The Secret; null when there is none.</param>
    /// <param name="Before">What was known when the look began.</param>
    public sealed record Looked(SecretSighting? Sighting, SecretMemory Before) : SecretOutcome;

    /// <summary>A look at the inputs.</summary>
    /// <param name="Changed">They are others than those of the last sync.</param>
    /// <param name="CheckInputsAt">When a look had been asked for when it began.</param>
    public sealed record InputsChecked(bool Changed, DateTimeOffset? CheckInputsAt) : SecretOutcome;

    /// <summary>The restart that is owed was commanded.</summary>
    /// <param name="Id">The request.</param>
    /// <param name="Refused">What is to be told of targets that can't be commanded.</param>
    public sealed record Commanded(string Id, ImmutableArray<RestartReport> Refused) : SecretOutcome;

    /// <summary>The Secret of a former name was dealt with.</summary>
    public sealed record Pruned(string Name) : SecretOutcome;

    /// <summary>The Secret of a former name could not be deleted.</summary>
    public sealed record NotPruned(Failure Failure) : SecretOutcome;

    /// <summary>A step failed in a way that says nothing of Vault: nothing is done for a moment.</summary>
    public sealed record Postponed : SecretOutcome;

    /// <summary>What was decided is in the journal.</summary>
    /// <param name="FieldsLost">Whether the API server drops the journal's fields; null where it did not show.</param>
    public sealed record Stored(bool? FieldsLost) : SecretOutcome;

    /// <summary>What was decided is not in the journal.</summary>
    /// <param name="Failure">Why not.</param>
    /// <param name="Before">What was known when it was to be stored.</param>
    public sealed record NotStored(Failure Failure, SecretMemory Before) : SecretOutcome;

    /// <summary>Something was given back, or never will be.</summary>
    /// <param name="Id">What.</param>
    /// <param name="Why">Why not; null when it was.</param>
    public sealed record Returned(string Id, string? Why) : SecretOutcome;

    /// <summary>It could not be given back yet: workloads still use it, or a call failed.</summary>
    /// <param name="Failure">The failure; null for workloads.</param>
    public sealed record NotReturned(Failure? Failure) : SecretOutcome;

    /// <summary>Our finalizer is as the resource wanted it, or the object was let go of.</summary>
    /// <param name="Generation">The generation that it was so for: another may have come meanwhile.</param>
    public sealed record FinalizerSet(long Generation) : SecretOutcome;

    /// <summary>The object can't be let go of yet, or its finalizer could not be changed.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record FinalizerNotSet(Failure Failure) : SecretOutcome;
}
