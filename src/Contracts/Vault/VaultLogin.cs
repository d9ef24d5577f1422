namespace Coffer.Contracts.Vault;

/// <summary>One login. The body's values are credentials: lives in locals only and prints without them.</summary>
/// <param name="Namespace">Vault namespace; empty for the root.</param>
/// <param name="Mount">Auth mount, for <c>auth/MOUNT/login</c>.</param>
/// <param name="Headers">Headers of the login request alone.</param>
/// <param name="Body">The JSON body's fields.</param>
public sealed record VaultLoginRequest(
    string Namespace, string Mount, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Body)
{
    /// <inheritdoc/>
    public override string ToString() => $"auth/{Mount}/login";
}

/// <summary>What a login or a renewal gave.</summary>
/// <param name="Token">The token.</param>
/// <param name="Duration">How long it lives from now; zero for one that never expires.</param>
/// <param name="Renewable">Whether it can be renewed.</param>
/// <param name="Policies">Its policies, sorted: at most 64 of at most 128 characters; when that is not all, a last entry tells how many there are and a digest of all of them.</param>
public sealed record VaultLogin(VaultToken Token, TimeSpan Duration, bool Renewable, IReadOnlyList<string> Policies);

/// <summary>What <c>auth/token/lookup-self</c> tells of a token.</summary>
/// <param name="Ttl">Remaining life; zero for one that never expires.</param>
/// <param name="Policies">Its policies, as in <see cref="VaultLogin"/>.</param>
public sealed record VaultTokenInfo(TimeSpan Ttl, IReadOnlyList<string> Policies)
{
    /// <summary>It is alive, and no more can be said.</summary>
    public static VaultTokenInfo Unknown { get; } = new(TimeSpan.Zero, []);
}

/// <summary>What <c>sys/health</c> tells. A sealed or uninitialised Vault is an answer here, not a failure.</summary>
/// <param name="Initialized">False: needs <c>operator init</c>.</param>
/// <param name="Sealed">True: needs unsealing.</param>
/// <param name="Standby">True: answers, but is not the active node.</param>
/// <param name="Version">The server's version as it spells it, e.g. <c>2.6.2</c> or <c>1.16.3+ent</c>; empty when unknown.</param>
public sealed record VaultHealth(bool Initialized, bool Sealed, bool Standby, string Version);
