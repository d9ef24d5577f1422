namespace Coffer.Contracts.Grains;

/// <summary>One VaultPKISecret.</summary>
[Alias("coffer.IPkiSecretGrain")]
public interface IPkiSecretGrain : ISecretGrain;
