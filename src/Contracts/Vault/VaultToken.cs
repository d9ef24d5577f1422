namespace Coffer.Contracts.Vault;

/// <summary>A Vault token. Travels only in the SessionGrain's replies and hand-overs; prints as <c>***</c>.</summary>
/// <param name="Value">The token itself.</param>
[GenerateSerializer, Immutable, Alias("coffer.VaultToken")]
public sealed record VaultToken([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}
