using Coffer.Contracts.Resources;
using Coffer.Domain.Reach;
using Coffer.Templates;

namespace Coffer.Grains;

/// <summary>How the actors behave, as far as operators may choose.</summary>
public sealed record GrainOptions
{
    /// <summary>Namespace that the operator runs in: home of the objects named <c>default</c> that an empty reference means.</summary>
    public string OperatorNamespace { get; init; } = "default";

    /// <summary>Where VaultConnections may lead.</summary>
    public ReachRules Reach { get; init; } = new();

    /// <summary>Whether VaultConnections and SecretTransformations of any namespace may be referred to; otherwise those of one's own and of the operator's.</summary>
    public bool CrossNamespaceRefs { get; init; } = true;

    /// <summary>Least time between two refreshes of a secret, 1 s or more: a shorter <c>refreshAfter</c> is raised to it.</summary>
    public TimeSpan MinRefresh { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Namespaces to serve; null for all.</summary>
    public IReadOnlyList<string>? WatchedNamespaces { get; init; }

    /// <summary>Whether Secrets are listed and watched, so that drift is seen when it happens; otherwise each is looked at by its name in the slots of its refreshes.</summary>
    public bool WatchesSecrets { get; init; } = true;

    /// <summary>After a workload was rolled, further wishes are gathered for this long. Zero or more.</summary>
    public TimeSpan RestartWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Least time between two rollouts of one workload. Zero or more.</summary>
    public TimeSpan RestartInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Objects with series of their own per silo, at most.</summary>
    public const int MaxObjectMetrics = 10_000;

    /// <summary>Series per VaultStaticSecret, beside those per namespace.</summary>
    public bool ObjectMetrics { get; init; }

    /// <summary>Leave <c>_raw</c> out of every Secret.</summary>
    public bool ExcludeRaw { get; init; }

    /// <summary>What the templates of one Secret may use; each template but for the time, which is that of all together.</summary>
    public TemplateLimits TemplateLimits { get; init; } = TemplateLimits.Default;

    /// <summary>Bytes of memory, by estimate, that a silo keeps parsed templates in; 0 or more. Default 32 MiB: some thousand secrets with templates of their own.</summary>
    public long TemplateCacheBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Fields that a secret in Vault may have, entries of lists and members of objects in it among them; 1 or more. Default 10,000.</summary>
    public int MaxFields { get; init; } = SpecLimits.Fields;

    /// <summary>Keep <c>status.secretMAC</c> in the reference operator's form, so that going back to it costs no write and no restart.</summary>
    public bool Adopt { get; init; } = true;
}
