using Coffer.Contracts.Vault;

namespace Coffer.Grains.Auths;

/// <summary>The token of one login, and the only place where it may be sent to.</summary>
/// <param name="Token">The token.</param>
/// <param name="Endpoint">Where the login was made; null after a move, until the inputs are seen to be the same still.</param>
/// <param name="Namespace">The Vault namespace that it was made in.</param>
internal sealed record HeldToken(VaultToken Token, VaultEndpoint? Endpoint, string Namespace)
{
    /// <summary>Whether somebody else made it, who may use it too: it is never revoked.</summary>
    public bool IsAdopted { get; init; }

    public override string ToString() => "***";
}
