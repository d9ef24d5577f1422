namespace Coffer.Domain.Auths.Sessions;

/// <summary>The token of a login that is not to be used any more.</summary>
/// <param name="Version">The login's version.</param>
/// <param name="RevokeAt">When to revoke it: those who have it from here may still read with it until then.</param>
/// <param name="ExpiresAt">When Vault forgets it by itself.</param>
public sealed record RetiredToken(long Version, DateTimeOffset RevokeAt, DateTimeOffset ExpiresAt);
