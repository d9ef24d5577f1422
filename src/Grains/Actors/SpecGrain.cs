using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;
using Coffer.Domain.Rendering;
using Coffer.Grains.Observability;

namespace Coffer.Grains.Actors;

/// <summary>
/// An actor whose answer follows from its resource's spec alone: nobody waits for its status, and its dependents are told as soon as the
/// spec is another one.
/// </summary>
/// <param name="services">What every actor needs.</param>
/// <param name="kind">Kind of the resource.</param>
/// <param name="status">How the state stands in the status.</param>
/// <param name="dependent">Whom to tell of changes.</param>
internal abstract class SpecGrain<TResource>(
    ActorServices services, ResourceKind kind, JudgedStatus<TResource> status, Func<ResourceRef, IDependent?> dependent)
    : ReferencedGrain<TResource, ResourceRef>(services, kind, status, dependent), IValidity
    where TResource : class, IResource
{
    private const string HandOverKey = "coffer.dependents";

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    private bool _had;

    /// <summary>What is wrong with the spec.</summary>
    protected IReadOnlyList<SpecError> Flaws { get; private set; } = [];

    ResourceValidity? IValidity.Validity() =>
        Resource is not null && State.Valid is { } valid ? new ResourceValidity(Kind.Kind.ToLowerInvariant(), Key, valid) : null;

    public override void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        base.OnDehydrate(dehydrationContext);
        dehydrationContext.TryAddValue(
            HandOverKey, JsonSerializer.SerializeToUtf8Bytes([.. Dependents.Keys], DependentsJson.Default.ResourceRefArray));
    }

    public override void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        base.OnRehydrate(rehydrationContext);
        Dependents.AddRange(HandOver.Read(rehydrationContext, HandOverKey,
            static json => JsonSerializer.Deserialize(json, DependentsJson.Default.ResourceRefArray)) ?? []);
        if (Resource is { } moved)
        {
            (_had, Flaws) = (true, Check(moved));
        }
    }

    protected override void OnReplaced(TResource? before, JudgedState state)
    {
        var now = Resource!;
        if (before is not null && Input(before) == Input(now))
        {
            return;
        }

        TakeOver(now, isNews: Absence.Clear() || before is not null);
    }

    /// <summary>Another spec may stand under a generation that was there before.</summary>
    protected override void OnRewound(TResource before, JudgedState state)
    {
        Absence.Clear();
        TakeOver(Resource!, isNews: true);
    }

    /// <summary>Looking in vain for what never was there is no news.</summary>
    protected override void OnForgotten(TResource? before)
    {
        if (_had)
        {
            _had = false;
            Dependents.Tell(Spread);
        }
    }

    protected override async Task<DateTimeOffset> LookAsync(TResource resource, CancellationToken cancellation)
    {
        var before = State;
        var appended = await TransactAsync(
            (told, state) => SpecVerdict.Decide(state, Kind.Kind, told.Metadata, Check(told), Now), cancellation);
        if (appended is Appended.Stored)
        {
            Announce(SpecVerdict.Announce(before, State, Kind.Kind, Key, Failed));
        }

        return appended is Appended.Conflict or Appended.Unavailable ? Now + Retry : DateTimeOffset.MaxValue;
    }

    /// <summary>What an Event about flaws begins with.</summary>
    protected abstract string Failed { get; }

    /// <summary>Everything that is wrong with the spec.</summary>
    protected abstract IReadOnlyList<SpecError> Check(TResource resource);

    /// <summary>The resource in the state that counts to dependents.</summary>
    protected InputRef Input(TResource resource) => new(Kind.Kind, resource.Metadata.Uid, resource.Metadata.Generation);

    private void TakeOver(TResource resource, bool isNews)
    {
        (_had, Flaws) = (true, Check(resource));
        if (isNews)
        {
            Dependents.Tell(Spread);
        }

        Signal.Raise();
    }
}
