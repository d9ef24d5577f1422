using Coffer.Contracts.Resources;

namespace Coffer.Domain.Journal;

/// <summary>
/// The pure side of an event-sourced actor: how its state follows from events, and how state and events stand in
/// the status of the resource.
/// </summary>
public interface IAggregate<TResource, TState, TEvent>
    where TResource : IResource
{
    /// <summary>The state before any event.</summary>
    TState Initial { get; }

    /// <summary>The state that a resource's status holds; <see cref="Initial"/> where it holds none.</summary>
    TState Read(TResource resource);

    /// <summary>The state after an event. Total: never throws; an unknown event changes nothing.</summary>
    TState Evolve(TState state, TEvent @event);

    /// <summary>The resource with the status that holds this state: snapshot, conditions, and the events added to the history.</summary>
    TResource Write(TResource resource, TState state, IReadOnlyList<TEvent> events, DateTimeOffset now);

    /// <summary>True when the stored resource holds what was written: after a lost answer this tells that the append succeeded.</summary>
    bool Holds(TResource stored, TResource written);
}
