namespace Coffer.Cluster.Tests.Epochs;

/// <summary>Events of a kind never come.</summary>
public sealed class LostEventsTests() : StaleViewMatrix("gap");
