namespace Coffer.Cluster.Tests.Epochs;

/// <summary>The watches of a kind tell the past once more.</summary>
public sealed class PastToldAgainTests() : StaleViewMatrix("past");
