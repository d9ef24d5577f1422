namespace Coffer.Cluster.Tests.Sharing;

/// <summary>
/// Tests that count what a silo does within seconds: they run when the others are done, as a busy machine would tell of itself.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
