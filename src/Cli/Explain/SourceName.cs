using Coffer.Cli.Resources;
using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Cli.Explain;

/// <summary>Which resource a Secret says that it comes from.</summary>
internal static class SourceName
{
    /// <summary>
    /// From the operator's annotation, or from the owner reference that the reference operator leaves as well; null for none of Coffer's.
    /// </summary>
    public static ResourceRef? Of(SecretObject secret) =>
        secret.Metadata.Annotations.GetValueOrDefault(SecretAnnotations.Source) is { } text && ResourceRef.TryParse(text) is { } source
            && KindNames.IsSecret(source.Kind)
            ? source
            : secret.Metadata.OwnerReferences.FirstOrDefault(owner => KindNames.IsSecret(owner.Kind)) is { } owner
                ? new ResourceRef(owner.Kind, secret.Metadata.Namespace, owner.Name)
                : null;
}
