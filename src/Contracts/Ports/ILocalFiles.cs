namespace Coffer.Contracts.Ports;

/// <summary>Small text files that a manifest points at (a CA bundle, an AppRole secret id), in the operator's own file system.</summary>
public interface ILocalFiles
{
    /// <summary>
    /// Reads one regular file of at most 1 MiB below a folder that the operator's settings open to manifests of
    /// <paramref name="ownerNamespace"/>. The path must be absolute and have no <c>..</c> segment. Otherwise Misconfigured.
    /// </summary>
    Task<Outcome<ReadOnlyMemory<byte>>> ReadAsync(string path, string ownerNamespace, CancellationToken cancellation);
}
