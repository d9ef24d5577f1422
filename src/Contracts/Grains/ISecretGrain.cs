namespace Coffer.Contracts.Grains;

/// <summary>One secret of whatever kind; the key is <c>namespace/name</c>, and each kind has grains of its own.</summary>
[Alias("coffer.ISecretGrain")]
public interface ISecretGrain : IResourceGrain, IDependent, IRestartSource, ISecretWitness;
