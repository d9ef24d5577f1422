using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;

namespace Coffer.Grains.Secrets;

/// <summary>A kind of secret that has actors.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Grain">Its grain by key.</param>
internal sealed record ServedSecretKind(ResourceKind Kind, Func<IGrainFactory, string, ISecretGrain> Grain);
