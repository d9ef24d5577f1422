namespace Coffer.Contracts.Ports;

/// <summary>The key of all digests: 16 bytes in the operator's namespace, made by whoever comes first.</summary>
public interface IDigestKey
{
    /// <summary>The key. It is fetched once per silo.</summary>
    Task<Outcome<ReadOnlyMemory<byte>>> GetAsync(CancellationToken cancellation);
}
