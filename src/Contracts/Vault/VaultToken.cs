namespace Coffer.Contracts.Vault;

/// <summary>A Vault token. Travels only in the SessionGrain's replies and hand-overs; prints as <c>***</c>.</summary>
/// <param name="Value">The token itself.</param>
[GenerateSerializer, Immutable, Alias("coffer.VaultToken")]
public sealed record VaultToken([property: Id(0)] string Value)
{
    /// <summary>
    /// True for a batch token, by the prefix that Vault and OpenBao give it: it can be neither renewed nor revoked.
    /// </summary>
    public bool IsBatch => Value.StartsWith("hvb.", StringComparison.Ordinal) || Value.StartsWith("b.", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => "***";
}
