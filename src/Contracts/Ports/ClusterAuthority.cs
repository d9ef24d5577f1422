namespace Coffer.Contracts.Ports;

/// <summary>The authority as it is stored. Holds private keys: lives in the locals of one call and prints without them.</summary>
/// <param name="Roots">The roots that are trusted: one, or two during a rotation, oldest first.</param>
public sealed record ClusterAuthority(IReadOnlyList<AuthorityRoot> Roots)
{
    /// <inheritdoc/>
    public override string ToString() => $"authority of {Roots.Count} roots";
}
