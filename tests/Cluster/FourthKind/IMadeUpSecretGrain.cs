using Coffer.Contracts.Grains;

namespace Coffer.Cluster.Tests.FourthKind;

[Alias("test.IMadeUpSecretGrain")]
public interface IMadeUpSecretGrain : ISecretGrain;
