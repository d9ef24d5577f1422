using Coffer.Cli.History;
using Coffer.Cli.Output;

namespace Coffer.Cli.Status;

/// <summary>One resource from Vault to the workloads.</summary>
internal sealed record Chain() : Answer("SecretChain")
{
    /// <summary>Kind, namespace and name of the resource, <c>Kind/namespace/name</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>The worst of its links.</summary>
    public required LinkState State { get; init; }

    /// <summary>The links, Vault's end first.</summary>
    public required IReadOnlyList<Link> Links { get; init; }

    /// <summary>What the Secret holds; null before the first sync, and for kinds that are no secrets.</summary>
    public ChainData? Data { get; init; }

    /// <summary>When Vault is read again where all is well; null where the manifest does not tell.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>Pods that still run with the Secret of before.</summary>
    public IReadOnlyList<StalePod> StalePods { get; init; } = [];

    /// <summary>The newest events of the journal, the newest first.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>Warnings about the resource, the newest first.</summary>
    public IReadOnlyList<ChainWarning> Warnings { get; init; } = [];

    /// <summary>What could not be looked at, and why.</summary>
    public IReadOnlyList<string> NotSeen { get; init; } = [];
}
