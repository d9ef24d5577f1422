using Coffer.Domain.Proxies;
using Coffer.Domain.Reach;
using Coffer.Templates;

namespace Coffer.Silo.Options;

/// <summary>Everything that can be set, read and found sound. One record per concern; <see cref="Settings"/> has the defaults.</summary>
internal sealed record CofferOptions
{
    public required KubernetesSettings Kubernetes { get; init; }

    public required HttpSettings Http { get; init; }

    public required ClusterSettings Cluster { get; init; }

    /// <summary>Mutual TLS between silos.</summary>
    public required bool SiloTls { get; init; }

    public required LogSettings Log { get; init; }

    public required RestartSettings Restarts { get; init; }

    public required VaultSettings Vault { get; init; }

    public required GcpSettings Gcp { get; init; }

    /// <summary>What the templates of one Secret may use.</summary>
    public required TemplateLimits TemplateLimits { get; init; }

    /// <summary>Bytes that a silo keeps parsed templates in.</summary>
    public required int TemplateCacheBytes { get; init; }

    /// <summary>Fields that a secret in Vault may have.</summary>
    public required int SecretFields { get; init; }

    /// <summary>Whether VaultConnections and SecretTransformations of any namespace may be referred to.</summary>
    public required bool CrossNamespaceRefs { get; init; }

    /// <summary>Whether VaultAuths of all namespaces may log in with the operator's own AWS identity.</summary>
    public required bool AmbientAwsCredentials { get; init; }

    /// <summary>Whether VaultAuths may use the VaultAuthGlobal named <c>default</c> without naming it.</summary>
    public required bool DefaultGlobals { get; init; }

    /// <summary>Folders whose files manifests may name.</summary>
    public required IReadOnlyList<FileFolder> FilesFrom { get; init; }

    /// <summary>Proxies to the Kubernetes API and to Vaults; null for none.</summary>
    public required ProxyRules? Proxies { get; init; }

    /// <summary>Least time between two refreshes of a secret.</summary>
    public required TimeSpan MinRefresh { get; init; }

    /// <summary>Series per VaultStaticSecret.</summary>
    public required bool ObjectMetrics { get; init; }

    /// <summary>Keep the reference operator's digest in the status.</summary>
    public required bool Adopt { get; init; }

    /// <summary>Leave <c>_raw</c> out of every Secret.</summary>
    public required bool ExcludeRaw { get; init; }
}
