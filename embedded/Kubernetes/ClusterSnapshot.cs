using System.Collections.Immutable;
using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes;

/// <summary>All objects of a cluster at one moment, as a snapshot of etcd holds them.</summary>
public sealed class ClusterSnapshot
{
    private readonly IReadOnlyDictionary<string, ImmutableSortedSet<StoredObject>> _tables;

    internal ClusterSnapshot(long revision, IReadOnlyDictionary<string, ImmutableSortedSet<StoredObject>> tables) =>
        (Revision, _tables) = (revision, tables);

    /// <summary>The latest resourceVersion then.</summary>
    public long Revision { get; }

    internal ImmutableSortedSet<StoredObject> Table(string name) => _tables.GetValueOrDefault(name, ObjectTable.Empty);
}
