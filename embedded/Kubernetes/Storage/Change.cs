namespace Coffer.Embedded.Kubernetes.Storage;

/// <summary>
/// One entry of a table's history. A deletion's <paramref name="Current"/> is the last state under the deletion's revision.
/// </summary>
internal sealed record Change(long Revision, StoredObject? Previous, StoredObject Current, bool IsDeletion);
