using System.Net;
using Coffer.Contracts.Resources;
using Coffer.Domain.Proxies;
using Coffer.Domain.Reach;
using Coffer.Templates;

namespace Coffer.Silo.Options;

/// <summary>Everything that can be set, read and found sound. One record per concern.</summary>
internal sealed record CofferOptions
{
    public required KubernetesSettings Kubernetes { get; init; }

    public required HttpSettings Http { get; init; }

    public required ClusterSettings Cluster { get; init; }

    /// <summary>Mutual TLS between silos.</summary>
    public bool SiloTls { get; init; }

    public required LogSettings Log { get; init; }

    public required RestartSettings Restarts { get; init; }

    public required VaultSettings Vault { get; init; }

    /// <summary>What the templates of one Secret may use as long as nothing is set. A turn of an actor ends after 20 s: rendering must leave time for the rest of it.</summary>
    public static TemplateLimits DefaultTemplateLimits { get; } = TemplateLimits.Default with { Time = TimeSpan.FromSeconds(5) };

    /// <summary>What the templates of one Secret may use.</summary>
    public TemplateLimits TemplateLimits { get; init; } = DefaultTemplateLimits;

    /// <summary>Bytes that a silo keeps parsed templates in as long as nothing is set.</summary>
    public const int DefaultTemplateCache = 32 * 1024 * 1024;

    /// <summary>Bytes that a silo keeps parsed templates in.</summary>
    public int TemplateCacheBytes { get; init; } = DefaultTemplateCache;

    /// <summary>Fields that a secret in Vault may have.</summary>
    public int SecretFields { get; init; } = SpecLimits.Fields;

    /// <summary>Whether VaultConnections and SecretTransformations of any namespace may be referred to.</summary>
    public bool CrossNamespaceRefs { get; init; } = true;

    /// <summary>Folders whose files manifests may name.</summary>
    public IReadOnlyList<FileFolder> FilesFrom { get; init; } = [];

    /// <summary>Proxies to the Kubernetes API and to Vaults; null for none.</summary>
    public ProxyRules? Proxies { get; init; }

    /// <summary>Least time between two refreshes of a secret.</summary>
    public TimeSpan MinRefresh { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Series per VaultStaticSecret.</summary>
    public bool ObjectMetrics { get; init; }

    /// <summary>Keep the reference operator's digest in the status.</summary>
    public required bool Adopt { get; init; }

    /// <summary>Leave <c>_raw</c> out of every Secret.</summary>
    public bool ExcludeRaw { get; init; }
}

/// <summary>The Kubernetes API.</summary>
/// <param name="Kubeconfig">File; null for the pod's ServiceAccount or kubectl's own.</param>
/// <param name="Context">Context of the file; null for its current one.</param>
/// <param name="OperatorNamespace">The operator's own namespace; null to find it out.</param>
/// <param name="Requests">Requests under way at once.</param>
/// <param name="Namespaces">Namespaces to serve; empty for all.</param>
internal sealed record KubernetesSettings(string? Kubeconfig, string? Context, string? OperatorNamespace, int Requests, IReadOnlyList<string> Namespaces)
{
    /// <summary>How Secrets may be read.</summary>
    public SecretAccess Secrets { get; init; }
}

/// <summary>The ways to read Secrets: RBAC has no finer ones.</summary>
internal enum SecretAccess
{
    /// <summary>All of them are listed and watched.</summary>
    Watch,

    /// <summary>Each by its name.</summary>
    Named,
}

/// <summary>Health, metrics, dashboard.</summary>
internal sealed record HttpSettings(IPAddress Address, int Port, bool Dashboard);

/// <summary>How silos find each other.</summary>
/// <param name="Mode">The way.</param>
/// <param name="SiloPort">Port for traffic between silos.</param>
/// <param name="PrimarySiloPort">Silo port of the first silo on this host, in localhost mode.</param>
internal sealed record ClusterSettings(ClusteringMode Mode, int SiloPort, int PrimarySiloPort)
{
    /// <summary>Tells operators apart that share a namespace.</summary>
    public string Id { get; init; } = "coffer";

    /// <summary>Address at which other silos reach this one.</summary>
    public IPAddress AdvertisedAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Name of this silo, normally the pod's.</summary>
    public string SiloName { get; init; } = Environment.MachineName;
}

/// <summary>The ways in which silos find each other.</summary>
internal enum ClusteringMode
{
    /// <summary>Processes of one host; the first one keeps the table.</summary>
    Localhost,

    /// <summary>A table in the Kubernetes API, in the operator's namespace.</summary>
    Kubernetes,
}

/// <summary>What is logged, and how.</summary>
internal sealed record LogSettings(LogLevel Level, LogFormat Format);

/// <summary>Shape of the log.</summary>
internal enum LogFormat
{
    /// <summary>One JSON object per line.</summary>
    Json,

    /// <summary>For people.</summary>
    Text,
}

/// <summary>How restarts of one workload are gathered and spaced.</summary>
internal sealed record RestartSettings(TimeSpan Window, TimeSpan Interval);

/// <summary>Limits towards Vault.</summary>
/// <param name="Requests">Requests under way at once to one VaultConnection.</param>
/// <param name="Timeout">Time for one request.</param>
internal sealed record VaultSettings(int Requests, TimeSpan Timeout)
{
    /// <summary>Largest answer to a read of a secret, in bytes.</summary>
    public int AnswerBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Bytes of big answers in memory at once.</summary>
    public int MemoryBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Hosts that VaultConnections outside of the operator's namespace may lead to; null for all.</summary>
    public IReadOnlyList<HostPattern>? Addresses { get; init; }

    /// <summary>Whether such a VaultConnection may lead to a loopback address that <see cref="Addresses"/> does not name.</summary>
    public bool Loopback { get; init; } = true;

    /// <summary>Where VaultConnections may lead.</summary>
    /// <param name="operatorNamespace">Namespace of the operator.</param>
    /// <param name="own">The pod's own addresses.</param>
    public ReachRules Reach(string operatorNamespace, IReadOnlyList<IPAddress> own) =>
        new() { OperatorNamespace = operatorNamespace, Allowed = Addresses, Loopback = Loopback, Own = own };
}
