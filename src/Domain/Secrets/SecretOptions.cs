using Coffer.Contracts.Resources;
using Coffer.Templates;

namespace Coffer.Domain.Secrets;

/// <summary>What the operator's settings say about secrets.</summary>
public sealed record SecretOptions
{
    /// <summary>Where the operator runs: an empty vaultAuthRef means <c>default</c> there.</summary>
    public required string OperatorNamespace { get; init; }

    /// <summary>
    /// Whether SecretTransformations of any namespace may be referred to; otherwise those of one's own and of the operator's.
    /// </summary>
    public bool CrossNamespaceRefs { get; init; } = true;

    /// <summary>Least time between two refreshes, 1 s or more.</summary>
    public TimeSpan MinRefresh { get; init; } = Schedule.MinPeriod;

    /// <summary>Leaves <c>_raw</c> out of every Secret.</summary>
    public bool ExcludeRaw { get; init; }

    /// <summary>What the templates of one Secret may use.</summary>
    public TemplateLimits TemplateLimits { get; init; } = TemplateLimits.Default;

    /// <summary>Fields that a secret in Vault may have.</summary>
    public int MaxFields { get; init; } = SpecLimits.Fields;

    /// <summary>Whether a feed shows the Secrets. Where none may be listed, each is looked at after its refresh.</summary>
    public bool WatchesSecrets { get; init; } = true;

    /// <summary>
    /// Keeps <c>status.secretMAC</c> in the reference's unsalted form, so that going back to it costs no write and no restart.
    /// </summary>
    public bool Adopt { get; init; } = true;
}
