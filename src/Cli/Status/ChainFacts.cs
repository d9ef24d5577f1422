using Coffer.Cli.Resources;
using Coffer.Contracts;

namespace Coffer.Cli.Status;

/// <summary>All that was read of one chain. What could not be read is there as a failure; what nothing leads to is null.</summary>
internal sealed record ChainFacts
{
    /// <summary>The resource that was asked about: a secret, a VaultAuth, a VaultAuthGlobal or a VaultConnection.</summary>
    public required CofferObject Resource { get; init; }

    /// <summary>Where the operator runs.</summary>
    public required string OperatorNamespace { get; init; }

    /// <summary>The VaultConnection.</summary>
    public Fact<CofferObject>? Connection { get; init; }

    /// <summary>The VaultAuthGlobal.</summary>
    public Fact<CofferObject>? Global { get; init; }

    /// <summary>The VaultAuth.</summary>
    public Fact<CofferObject>? Auth { get; init; }

    /// <summary>The destination Secret, by its metadata.</summary>
    public Fact<SecretObject>? Secret { get; init; }

    /// <summary>Workloads that are to be rolled.</summary>
    public IReadOnlyList<Fact<WorkloadObject>> Workloads { get; init; } = [];

    /// <summary>Pods of the namespace.</summary>
    public Outcome<IReadOnlyList<PodObject>> Pods { get; init; } = Outcome.Ok<IReadOnlyList<PodObject>>([]);

    /// <summary>Events about the resource.</summary>
    public Outcome<IReadOnlyList<KubeEvent>> Events { get; init; } = Outcome.Ok<IReadOnlyList<KubeEvent>>([]);
}
