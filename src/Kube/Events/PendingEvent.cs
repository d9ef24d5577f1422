using Coffer.Contracts.Ports;

namespace Coffer.Kube.Events;

/// <summary>An Event as recorded.</summary>
internal sealed record PendingEvent(ObjectRef About, bool Warning, string Reason, string Message)
{
    /// <summary>Events with the same identity are one Event with a count.</summary>
    public (string Uid, bool Warning, string Reason, string Message) Identity => (About.Uid, Warning, Reason, Message);
}
