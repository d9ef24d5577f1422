using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Connections;

/// <summary>How a VaultConnection's state stands in its status.</summary>
public sealed class ConnectionAggregate : IAggregate<VaultConnection, ConnectionState, ConnectionEvent>
{
    /// <inheritdoc/>
    public ConnectionState Initial => ConnectionState.Initial;

    /// <inheritdoc/>
    public ConnectionState Read(VaultConnection resource) => new(
        resource.Status?.Valid, resource.Status?.ObservedGeneration, resource.Status?.Conditions ?? [], DateTimeOffset.MinValue);

    /// <inheritdoc/>
    public ConnectionState Evolve(ConnectionState state, ConnectionEvent @event) => @event switch
    {
        ConnectionEvent.Judged e => new ConnectionState(
            e.Valid, e.Generation, Conditions.Merge(state.Conditions, e.Generation, e.At, e.Sayings, [.. e.Withdrawn]), e.At),
        _ => state,
    };

    /// <inheritdoc/>
    public VaultConnection Write(VaultConnection resource, ConnectionState state, IReadOnlyList<ConnectionEvent> events, DateTimeOffset now) =>
        resource with
        {
            Status = new VaultConnectionStatus { Valid = state.Valid ?? false, Conditions = state.Conditions, ObservedGeneration = state.Generation },
        };

    /// <inheritdoc/>
    public VaultConnection At(VaultConnection resource, string resourceVersion) =>
        resource with { Metadata = resource.Metadata with { ResourceVersion = resourceVersion } };

    /// <inheritdoc/>
    public bool Holds(VaultConnection stored, VaultConnection written) =>
        stored.Status is { } s && written.Status is { } w && s.Valid == w.Valid && s.ObservedGeneration == w.ObservedGeneration
        && (s.Conditions ?? []).SequenceEqual(w.Conditions ?? []);
}
