namespace Coffer.Contracts.Resources;

/// <summary>Finalizers that the Vault Secrets Operator puts on its resources. Coffer puts none on.</summary>
public static class ReferenceFinalizers
{
    /// <summary>Its name; null for a kind that gets none.</summary>
    public static string? Of(ResourceKind kind) => kind.Kind switch
    {
        "VaultConnection" => "vaultconnection.secrets.hashicorp.com/finalizer",
        "VaultAuth" => "vaultauth.secrets.hashicorp.com/finalizer",
        "VaultStaticSecret" => "vaultstaticsecret.secrets.hashicorp.com/finalizer",
        "VaultDynamicSecret" => "vaultdynamicsecret.secrets.hashicorp.com/finalizer",
        "VaultPKISecret" => "vaultpkisecrets.secrets.hashicorp.com/finalizer",
        _ => null,
    };

    /// <summary>The one that keeps an object of this kind from going; null for an object that lives or bears none.</summary>
    public static string? Holding(ResourceKind kind, ObjectMeta meta) =>
        meta.DeletionTimestamp is not null && Of(kind) is { } finalizer && meta.Finalizers?.Contains(finalizer) == true ? finalizer : null;
}
