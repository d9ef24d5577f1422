namespace Coffer.Contracts.Resources;

/// <summary>The kinds that Coffer serves, and the one that it writes.</summary>
public static class ResourceKinds
{
    /// <summary>API group of the custom resources.</summary>
    public const string Group = "secrets.hashicorp.com";

    /// <summary>Version of the custom resources.</summary>
    public const string Version = "v1beta1";

    /// <summary>Group and version as manifests have them.</summary>
    public const string ApiVersion = Group + "/" + Version;

    /// <summary>VaultConnection.</summary>
    public static readonly ResourceKind VaultConnection = new(Group, Version, "VaultConnection", "vaultconnections");

    /// <summary>VaultAuth.</summary>
    public static readonly ResourceKind VaultAuth = new(Group, Version, "VaultAuth", "vaultauths");

    /// <summary>VaultAuthGlobal.</summary>
    public static readonly ResourceKind VaultAuthGlobal = new(Group, Version, "VaultAuthGlobal", "vaultauthglobals");

    /// <summary>VaultStaticSecret.</summary>
    public static readonly ResourceKind VaultStaticSecret = new(Group, Version, "VaultStaticSecret", "vaultstaticsecrets");

    /// <summary>VaultDynamicSecret.</summary>
    public static readonly ResourceKind VaultDynamicSecret = new(Group, Version, "VaultDynamicSecret", "vaultdynamicsecrets");

    /// <summary>VaultPKISecret.</summary>
    public static readonly ResourceKind VaultPKISecret = new(Group, Version, "VaultPKISecret", "vaultpkisecrets");

    /// <summary>SecretTransformation.</summary>
    public static readonly ResourceKind SecretTransformation = new(Group, Version, "SecretTransformation", "secrettransformations");

    /// <summary>The core kind Secret; watched by metadata alone.</summary>
    public static readonly ResourceKind Secret = new("", "v1", "Secret", "secrets");

    /// <summary>The custom resources, referenced kinds first.</summary>
    public static readonly IReadOnlyList<ResourceKind> Custom =
        [VaultConnection, VaultAuth, VaultAuthGlobal, VaultStaticSecret, VaultDynamicSecret, VaultPKISecret, SecretTransformation];
}
