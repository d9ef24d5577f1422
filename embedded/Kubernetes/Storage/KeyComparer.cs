namespace Coffer.Embedded.Kubernetes.Storage;

/// <summary>etcd's order: by the bytes of namespace/name.</summary>
internal sealed class KeyComparer : IComparer<StoredObject>
{
    public static readonly KeyComparer Instance = new();

    public int Compare(StoredObject? x, StoredObject? y) => string.CompareOrdinal(x?.Key, y?.Key);
}
