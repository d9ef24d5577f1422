namespace Coffer.Kube.Events;

/// <summary>What is to be written of an Event.</summary>
/// <param name="Name">Name of the Event object.</param>
/// <param name="IsNew">Create rather than patch.</param>
/// <param name="Count">How often it happened.</param>
/// <param name="First">When it happened first.</param>
/// <param name="Last">When it happened last.</param>
internal sealed record EventWrite(string Name, bool IsNew, int Count, DateTimeOffset First, DateTimeOffset Last);
