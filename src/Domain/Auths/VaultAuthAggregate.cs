using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Auths;

/// <summary>How a VaultAuth's state stands in its status.</summary>
public sealed class VaultAuthAggregate : IAggregate<VaultAuth, VaultAuthState, VaultAuthEvent>
{
    /// <inheritdoc/>
    public VaultAuthState Initial => VaultAuthState.Initial;

    /// <inheritdoc/>
    public VaultAuthState Read(VaultAuth resource) => resource.Status is { } s
        ? new VaultAuthState(s.Valid, s.Error ?? "", s.SpecHash ?? "", s.ObservedGeneration, s.Conditions ?? [])
        : VaultAuthState.Initial;

    /// <inheritdoc/>
    public VaultAuthState Evolve(VaultAuthState state, VaultAuthEvent @event) => @event switch
    {
        VaultAuthEvent.Judged e => new VaultAuthState(
            e.Valid, e.Error, e.SpecHash, e.Generation, Conditions.Merge(state.Conditions, e.Generation, e.At, e.Sayings, [.. e.Withdrawn])),
        _ => state,
    };

    /// <inheritdoc/>
    public VaultAuth Write(VaultAuth resource, VaultAuthState state, IReadOnlyList<VaultAuthEvent> events, DateTimeOffset now) => resource with
    {
        Status = new VaultAuthStatus
        {
            Valid = state.Valid ?? false,
            Error = state.Error,
            SpecHash = state.SpecHash,
            Conditions = state.Conditions,
            ObservedGeneration = state.Generation,
        },
    };

    /// <inheritdoc/>
    public VaultAuth At(VaultAuth resource, string resourceVersion) =>
        resource with { Metadata = resource.Metadata with { ResourceVersion = resourceVersion } };

    /// <inheritdoc/>
    public bool Holds(VaultAuth stored, VaultAuth written) =>
        stored.Status is { } s && written.Status is { } w && s.Valid == w.Valid && s.Error == w.Error && s.SpecHash == w.SpecHash
        && s.ObservedGeneration == w.ObservedGeneration && (s.Conditions ?? []).SequenceEqual(w.Conditions ?? []);
}
