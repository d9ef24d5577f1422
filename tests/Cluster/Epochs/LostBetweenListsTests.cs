namespace Coffer.Cluster.Tests.Epochs;

/// <summary>Events of a kind never come, and are between two lists.</summary>
public sealed class LostBetweenListsTests() : StaleViewMatrix("lists");
