namespace Coffer.Cluster.Tests.Epochs;

/// <summary>The watches of a kind tell the past once more right after they were opened again.</summary>
public sealed class ReopenedWatchesTests() : StaleViewMatrix("reopened");
