using Coffer.Contracts.Resources;

namespace Coffer.Domain.Feeds;

/// <summary>Which objects somebody is waiting for: those whose status does not speak of their present generation.</summary>
public static class FirstSync
{
    /// <summary>True for an object that was never synced, or whose spec was changed since.</summary>
    public static bool IsOwed(IResource resource) => Followed(resource) != resource.Metadata.Generation;

    private static long? Followed(IResource resource) => resource switch
    {
        ISecretResource secret => secret.Status?.LastGeneration,
        VaultDynamicSecret secret => secret.Status?.ObservedGeneration,
        VaultConnection connection => connection.Status?.ObservedGeneration,
        VaultAuth auth => auth.Status?.ObservedGeneration,
        VaultAuthGlobal global => global.Status?.ObservedGeneration,
        SecretTransformation transformation => transformation.Status?.ObservedGeneration,
        _ => null,
    };
}
