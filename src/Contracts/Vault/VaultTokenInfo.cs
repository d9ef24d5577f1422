namespace Coffer.Contracts.Vault;

/// <summary>What <c>auth/token/lookup-self</c> tells of a token.</summary>
/// <param name="Ttl">Remaining life; zero for one that never expires.</param>
/// <param name="Policies">Its policies, as in <see cref="VaultLogin"/>.</param>
public sealed record VaultTokenInfo(TimeSpan Ttl, IReadOnlyList<string> Policies)
{
    /// <summary>Whether it can be renewed.</summary>
    public bool Renewable { get; init; }

    /// <summary>It is alive, and no more can be said.</summary>
    public static VaultTokenInfo Unknown { get; } = new(TimeSpan.Zero, []);
}
