namespace Coffer.Contracts.Ports;

/// <summary>The certificate authority of one cluster of silos, kept in a Secret of the operator's namespace.</summary>
public interface IClusterAuthority
{
    /// <summary>
    /// Returns the authority after doing what is due at this time: making it when there is none, adding a root before the newest one expires, dropping a superseded one. Several silos may
    /// do so at once: the first one wins and the others take what it stored. Never overwrites a Secret that it can't read: that is Misconfigured, with the remedy.
    /// Forbidden names the Secret and the missing verb.
    /// </summary>
    Task<Outcome<ClusterAuthority>> EnsureAsync(CancellationToken cancellation);
}

/// <summary>The authority as it is stored. Holds private keys: lives in the locals of one call and prints without them.</summary>
/// <param name="Roots">The roots that are trusted: one, or two during a rotation, oldest first.</param>
public sealed record ClusterAuthority(IReadOnlyList<AuthorityRoot> Roots)
{
    /// <inheritdoc/>
    public override string ToString() => $"authority of {Roots.Count} roots";
}

/// <summary>A root with its private key; prints without it.</summary>
/// <param name="Facts">What is known of the certificate.</param>
/// <param name="Certificate">The certificate, DER.</param>
/// <param name="PrivateKey">Its private key, PKCS#8 DER. Secret.</param>
public sealed record AuthorityRoot(RootFacts Facts, ReadOnlyMemory<byte> Certificate, ReadOnlyMemory<byte> PrivateKey)
{
    /// <inheritdoc/>
    public override string ToString() => $"root {Facts.Id} ***";
}

/// <summary>What is known of a root certificate; nothing of it is secret.</summary>
/// <param name="Id">SHA-256 of the certificate, hexadecimal.</param>
/// <param name="NotBefore">Start of its validity.</param>
/// <param name="NotAfter">End of its validity.</param>
public sealed record RootFacts(string Id, DateTimeOffset NotBefore, DateTimeOffset NotAfter);
