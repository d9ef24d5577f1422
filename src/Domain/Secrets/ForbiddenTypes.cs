using Coffer.Domain.Rendering;

namespace Coffer.Domain.Secrets;

/// <summary>
/// Types of Secrets that are never made, nor written into: the cluster itself or Helm gives them a power that nobody who may only write
/// manifests of ours has. A controller fills a token of any ServiceAccount into the first, the second lets machines join the cluster, the
/// third is what Helm rolls back to.
/// </summary>
public static class ForbiddenTypes
{
    private static readonly string[] All = ["kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token", "helm.sh/release.v1"];

    /// <summary>Whether a type is one of them.</summary>
    public static bool Holds(string? type) => All.Contains(type, StringComparer.Ordinal);

    /// <summary>What is wrong with a wanted type; null for nothing.</summary>
    public static SpecError? Check(string? type) => Holds(type)
        ? new SpecError("spec.destination.type", $"Secrets of the type {type} are not made from Vault, as the cluster gives "
            + "them rights of their own: write Opaque or a type of yours; for a token of a ServiceAccount, mount a projected "
            + "token or create that Secret yourself")
        : null;
}
