namespace Coffer.Contracts.Grains;

/// <summary>One VaultStaticSecret.</summary>
[Alias("coffer.IStaticSecretGrain")]
public interface IStaticSecretGrain : ISecretGrain;
