using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Transformations;
using Coffer.Grains.Actors;
using Coffer.Grains.Connections;
using Coffer.Grains.Placement;
using Coffer.Grains.Seeing;

namespace Coffer.Grains.Transformations;

/// <summary>One SecretTransformation: checks it, gives it to whoever asks, and tells its dependents when it changes. What it answers follows from the spec alone, so nobody waits for its status.</summary>
[KeepAlive, OwnerPlacement]
internal sealed class SecretTransformationGrain(ActorServices services)
    : EventSourcedGrain<SecretTransformation, SecretTransformationState, SecretTransformationEvent>(
        services, ResourceKinds.SecretTransformation, new SecretTransformationAggregate()), ISecretTransformationGrain, IJudged
{
    private const string HandOverKey = "coffer.dependents";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(1);

    private readonly Pulse _pulse = new(services.Time);
    private readonly Dependents _dependents = new();
    private readonly Absence _absence = new(services.Time);
    private IReadOnlyList<SpecError> _flaws = [];
    private bool _had;

    Judgement? IJudged.Judge() => Resource is not null && State.Valid is { } valid ? new Judgement("secrettransformation", Key, valid) : null;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        Services.Seen.Judged.Join(this);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Services.Seen.Judged.Leave(this);
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    public override void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        base.OnDehydrate(dehydrationContext);
        dehydrationContext.TryAddValue(HandOverKey, JsonSerializer.SerializeToUtf8Bytes([.. _dependents.Keys], DependentsJson.Default.StringArray));
    }

    public override void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        base.OnRehydrate(rehydrationContext);
        _dependents.AddRange(HandOver.Read(rehydrationContext, HandOverKey, static json => JsonSerializer.Deserialize(json, DependentsJson.Default.StringArray)) ?? []);
    }

    public async Task<TransformationReply> GetTransformation()
    {
        if (Current() is { } known)
        {
            return known;
        }

        Wake();
        return await _pulse.AwaitAsync(Current, AnswerLimit, Services.Lifetime.Stopping)
            ?? new TransformationReply(null, new Failure(FailureKind.Unavailable, $"SecretTransformation {Key} could not be looked at in time"));
    }

    public Task Subscribe(IReadOnlyList<string> dependents, string input)
    {
        _dependents.AddRange(dependents);
        if (input.Length > 0 && Current() is { } current && current.Input != input)
        {
            var late = new Dependents();
            late.AddRange(dependents);
            late.Tell<IStaticSecretGrain>(GrainFactory, Spread);
        }

        return Task.CompletedTask;
    }

    protected override void OnReplaced(SecretTransformation? before, SecretTransformationState state)
    {
        var now = Resource!;
        var same = before is not null && SecretTransformationDecider.Input(before.Metadata) == SecretTransformationDecider.Input(now.Metadata);
        if (same)
        {
            return;
        }

        (_had, _flaws) = (true, SecretTransformationRules.Check(now.Spec));
        if (_absence.Clear() || before is not null)
        {
            _dependents.Tell<IStaticSecretGrain>(GrainFactory, Spread);
        }

        _pulse.Beat();
    }

    /// <summary>Looking in vain for what never was there is no news.</summary>
    protected override void OnForgotten()
    {
        if (_had)
        {
            _had = false;
            _dependents.Tell<IStaticSecretGrain>(GrainFactory, Spread);
        }
    }

    protected override async Task<DateTimeOffset> TurnAsync(CancellationToken cancellation)
    {
        if (Resource is null && !_absence.IsKnown)
        {
            _absence.Note(await LoadAsync(cancellation));
            _pulse.Beat();
        }

        return Resource is null ? DateTimeOffset.MaxValue : await TellAsync(cancellation);
    }

    private async Task<DateTimeOffset> TellAsync(CancellationToken cancellation)
    {
        var before = State;
        var appended = await TransactAsync(
            (resource, state) => SecretTransformationDecider.Decide(state, resource, SecretTransformationRules.Check(resource.Spec), Now), cancellation);
        if (appended is Appended.Stored && Resource is { } told && SecretTransformationDecider.Announce(before, State, Key) is { } news)
        {
            Services.Events.Record(new ObjectRef(Kind, Key, told.Metadata.Uid, told.Metadata.ResourceVersion), news.Warning, news.Reason, news.Message);
        }

        return appended is Appended.Conflict or Appended.Unavailable ? Now + Retry : DateTimeOffset.MaxValue;
    }

    private TransformationReply? Current() =>
        Resource is { } transformation ? SecretTransformationDecider.Reply(transformation, _flaws)
        : _absence.IsKnown ? Missing(_absence.Of($"SecretTransformation {Key}", "the reference in spec.destination.transformation.transformationRefs"))
        : null;

    private TransformationReply Missing(Failure failure) => new(null, failure)
    {
        Input = failure.Kind == FailureKind.NotFound ? SecretTransformationDecider.MissingInput(Key) : "",
    };
}
