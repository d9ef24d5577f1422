using Coffer.Domain.Reach;
using Coffer.Templates;

namespace Coffer.Grains;

/// <summary>How the actors behave, as far as operators may choose. The settings of the host have the defaults.</summary>
public sealed record GrainOptions
{
    /// <summary>Objects with series of their own per silo, at most.</summary>
    public const int MaxObjectMetrics = 10_000;

    /// <summary>Namespace that the operator runs in: home of the objects named <c>default</c> that an empty reference means.</summary>
    public required string OperatorNamespace { get; init; }

    /// <summary>Where VaultConnections may lead.</summary>
    public required ReachRules Reach { get; init; }

    /// <summary>
    /// Whether VaultConnections and SecretTransformations of any namespace may be referred to; otherwise those of one's own and of the
    /// operator's.
    /// </summary>
    public required bool CrossNamespaceRefs { get; init; }

    /// <summary>
    /// Whether VaultAuths of all namespaces may log in with the operator's own AWS identity; otherwise those of the operator's.
    /// </summary>
    public bool AmbientAwsCredentials { get; init; }

    /// <summary>Whether VaultAuths may use the VaultAuthGlobal named <c>default</c> without naming it.</summary>
    public required bool DefaultGlobals { get; init; }

    /// <summary>Least time between two refreshes of a secret, 1 s or more: a shorter <c>refreshAfter</c> is raised to it.</summary>
    public required TimeSpan MinRefresh { get; init; }

    /// <summary>Namespaces to serve; null for all.</summary>
    public required IReadOnlyList<string>? WatchedNamespaces { get; init; }

    /// <summary>
    /// Whether Secrets are listed and watched, so that drift is seen when it happens; otherwise each is looked at by its name in
    /// the slots of its refreshes.
    /// </summary>
    public required bool WatchesSecrets { get; init; }

    /// <summary>After a workload was rolled, further wishes are gathered for this long. Zero or more.</summary>
    public required TimeSpan RestartWindow { get; init; }

    /// <summary>Least time between two rollouts of one workload. Zero or more.</summary>
    public required TimeSpan RestartInterval { get; init; }

    /// <summary>Series per VaultStaticSecret, beside those per namespace.</summary>
    public required bool ObjectMetrics { get; init; }

    /// <summary>Leave <c>_raw</c> out of every Secret.</summary>
    public required bool ExcludeRaw { get; init; }

    /// <summary>What the templates of one Secret may use; each template but for the time, which is that of all together.</summary>
    public required TemplateLimits TemplateLimits { get; init; }

    /// <summary>Bytes of memory, by estimate, that a silo keeps parsed templates in; 0 or more.</summary>
    public required long TemplateCacheBytes { get; init; }

    /// <summary>Fields that a secret in Vault may have, entries of lists and members of objects in it among them; 1 or more.</summary>
    public required int MaxFields { get; init; }

    /// <summary>
    /// Keep <c>status.secretMAC</c> in the reference operator's form, so that going back to it costs no write and no restart.
    /// </summary>
    public required bool Adopt { get; init; }
}
