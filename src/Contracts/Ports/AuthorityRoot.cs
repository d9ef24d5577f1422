namespace Coffer.Contracts.Ports;

/// <summary>A root with its private key; prints without it.</summary>
/// <param name="Facts">What is known of the certificate.</param>
/// <param name="Certificate">The certificate, DER.</param>
/// <param name="PrivateKey">Its private key, PKCS#8 DER. Secret.</param>
public sealed record AuthorityRoot(RootFacts Facts, ReadOnlyMemory<byte> Certificate, ReadOnlyMemory<byte> PrivateKey)
{
    /// <inheritdoc/>
    public override string ToString() => $"root {Facts.Id} ***";
}
