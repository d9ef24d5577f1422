using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;
using Coffer.Domain.Rendering;
using Coffer.Domain.Transformations;
using Coffer.Grains.Actors;
using Coffer.Grains.Feeds;
using Coffer.Grains.Placement;
using Coffer.Templates;

namespace Coffer.Grains.Transformations;

/// <summary>One SecretTransformation: checks it, gives it to whoever asks, and tells its dependents when it changes.</summary>
[KeepAlive, OwnerPlacement]
internal sealed class SecretTransformationGrain(ActorServices services, GrainOptions options, IReceivers receivers)
    : SpecGrain<SecretTransformation>(
        services, ResourceKinds.SecretTransformation, JudgedStatuses.SecretTransformation, receivers.Secret), ISecretTransformationGrain
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(12);

    protected override string Failed => "Failed to validate configured templates";

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

    protected override IReadOnlyList<SpecError> Check(SecretTransformation resource) =>
        SecretTransformationRules.Check(resource, new PatternMatcher(options.TemplateLimits, Services.Time));

    private TransformationReply? Current() =>
        Resource is { } transformation ? SecretTransformationReply.Of(transformation, Flaws)
        : Absence.IsKnown
            ? Missing(Absence.Of($"SecretTransformation {Key}", "the reference in spec.destination.transformation.transformationRefs"))
        : null;

    private TransformationReply Missing(Failure failure) => new(null, failure)
    {
        Input = failure.Kind == FailureKind.NotFound ? InputRef.Absent(Kind.Kind, Key) : null,
    };
}
