using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;
using Coffer.Domain.Rendering;
using Coffer.Domain.Transformations;
using Coffer.Grains.Actors;
using Coffer.Grains.Feeds;
using Coffer.Grains.Placement;
using Coffer.Grains.Observability;
using Coffer.Templates;

namespace Coffer.Grains.Transformations;

/// <summary>
/// One SecretTransformation: checks it, gives it to whoever asks, and tells its dependents when it changes. What it answers follows from
/// the spec alone, so nobody waits for its status.
/// </summary>
[KeepAlive, OwnerPlacement]
internal sealed class SecretTransformationGrain(ActorServices services, GrainOptions options, IReceivers receivers)
    : ReferencedGrain<SecretTransformation, ResourceRef>(
        services, ResourceKinds.SecretTransformation, JudgedStatuses.SecretTransformation, receivers.Secret),
    ISecretTransformationGrain, IValidity
{
    private const string HandOverKey = "coffer.dependents";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    private IReadOnlyList<SpecError> _flaws = [];
    private bool _had;

    ResourceValidity? IValidity.Validity() =>
        Resource is not null && State.Valid is { } valid ? new ResourceValidity("secrettransformation", Key, valid) : null;

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
            (_had, _flaws) = (true, Check(moved));
        }
    }

    public Task<TransformationReply> GetTransformation() =>
        AnswerAsync(Current, AnswerLimit, static failure => new TransformationReply(null, failure));

    public Task Subscribe(IReadOnlyList<ResourceRef> dependents, InputRef? input)
    {
        Dependents.AddRange(dependents);
        if (input is not null && Current() is { } current && current.Input != input)
        {
            Dependents.Tell(dependents, Spread);
        }

        return Task.CompletedTask;
    }

    protected override void OnReplaced(SecretTransformation? before, JudgedState state)
    {
        var now = Resource!;
        var same = before is not null
            && SecretTransformationDecider.Input(before.Metadata) == SecretTransformationDecider.Input(now.Metadata);
        if (same)
        {
            return;
        }

        (_had, _flaws) = (true, Check(now));
        if (Absence.Clear() || before is not null)
        {
            Dependents.Tell(Spread);
        }

        Signal.Raise();
    }

    /// <summary>Looking in vain for what never was there is no news.</summary>
    protected override void OnForgotten(SecretTransformation? before)
    {
        if (_had)
        {
            _had = false;
            Dependents.Tell(Spread);
        }
    }

    protected override async Task<DateTimeOffset> LookAsync(SecretTransformation resource, CancellationToken cancellation)
    {
        var before = State;
        var appended = await TransactAsync(
            (transformation, state) => SecretTransformationDecider.Decide(state, transformation, Check(transformation), Now), cancellation);
        if (appended is Appended.Stored)
        {
            Announce(SecretTransformationDecider.Announce(before, State, Key));
        }

        return appended is Appended.Conflict or Appended.Unavailable ? Now + Retry : DateTimeOffset.MaxValue;
    }

    private IReadOnlyList<SpecError> Check(SecretTransformation transformation) =>
        SecretTransformationRules.Check(transformation, new PatternMatcher(options.TemplateLimits, Services.Time));

    private TransformationReply? Current() =>
        Resource is { } transformation ? SecretTransformationDecider.Reply(transformation, _flaws)
        : Absence.IsKnown
            ? Missing(Absence.Of($"SecretTransformation {Key}", "the reference in spec.destination.transformation.transformationRefs"))
        : null;

    private TransformationReply Missing(Failure failure) => new(null, failure)
    {
        Input = failure.Kind == FailureKind.NotFound ? SecretTransformationDecider.MissingInput(Key) : null,
    };
}
