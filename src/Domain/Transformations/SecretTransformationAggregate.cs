using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Transformations;

/// <summary>How a SecretTransformation's state stands in its status.</summary>
public sealed class SecretTransformationAggregate : IAggregate<SecretTransformation, SecretTransformationState, SecretTransformationEvent>
{
    /// <inheritdoc/>
    public SecretTransformationState Initial => SecretTransformationState.Initial;

    /// <inheritdoc/>
    public SecretTransformationState Read(SecretTransformation resource) => new(
        resource.Status?.Valid, resource.Status?.Error ?? "", resource.Status?.ObservedGeneration, resource.Status?.Conditions ?? []);

    /// <inheritdoc/>
    public SecretTransformationState Evolve(SecretTransformationState state, SecretTransformationEvent @event) => @event switch
    {
        SecretTransformationEvent.Judged e => new SecretTransformationState(
            e.Error.Length == 0, e.Error, e.Generation, Conditions.Merge(state.Conditions, e.Generation, e.At, e.Sayings)),
        _ => state,
    };

    /// <inheritdoc/>
    public SecretTransformation Write(
        SecretTransformation resource, SecretTransformationState state, IReadOnlyList<SecretTransformationEvent> events, DateTimeOffset now) => resource with
        {
            Status = new SecretTransformationStatus
            {
                Valid = state.Valid ?? false,
                Error = state.Error,
                Conditions = state.Conditions,
                ObservedGeneration = state.Generation,
            },
        };

    /// <inheritdoc/>
    public SecretTransformation At(SecretTransformation resource, string resourceVersion) =>
        resource with { Metadata = resource.Metadata with { ResourceVersion = resourceVersion } };

    /// <inheritdoc/>
    public bool Holds(SecretTransformation stored, SecretTransformation written) =>
        stored.Status is { } s && written.Status is { } w && s.Valid == w.Valid && s.Error == w.Error && s.ObservedGeneration == w.ObservedGeneration
        && (s.Conditions ?? []).SequenceEqual(w.Conditions ?? []);
}
