using Coffer.Contracts.Ports;

namespace Coffer.Kube.Events;

/// <summary>An Event as recorded.</summary>
internal sealed record PendingEvent(ObjectRef About, bool Warning, string Reason, string Message)
{
    /// <summary>Events with the same identity are one Event with a count.</summary>
    public (string Uid, bool Warning, string Reason, string Message) Identity => (About.Uid, Warning, Reason, Message);
}

/// <summary>What is to be written of an Event.</summary>
/// <param name="Name">Name of the Event object.</param>
/// <param name="IsNew">Create rather than patch.</param>
/// <param name="Count">How often it happened.</param>
/// <param name="First">When it happened first.</param>
/// <param name="Last">When it happened last.</param>
internal sealed record EventWrite(string Name, bool IsNew, int Count, DateTimeOffset First, DateTimeOffset Last);
