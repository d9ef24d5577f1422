using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;
using Coffer.Domain.Transformations;
using Coffer.Grains.Actors;

namespace Coffer.Grains.Secrets;

/// <summary>What the grains of one kind of secret share on a silo.</summary>
/// <param name="services">What every actor needs.</param>
/// <param name="ports">What a sync needs from outside.</param>
/// <param name="heartbeat">Tells when the operator was last alive.</param>
/// <param name="gate">Bounds how many syncs are under way.</param>
/// <param name="planner">Reads the manifests of the kind.</param>
/// <param name="kind">The kind.</param>
internal sealed class SecretKind<TResource>(
    ActorServices services, SyncPorts ports, IHeartbeat heartbeat, SyncGate gate, SecretPlanner planner, ResourceKind kind)
    where TResource : class, ISecretResource
{
    /// <summary>Reports of several workloads are gathered for this long, so that one restart is one append.</summary>
    public static readonly TimeSpan ReportGathering = TimeSpan.FromMilliseconds(500);

    /// <summary>The kind.</summary>
    public ResourceKind Kind => kind;

    /// <summary>How the state stands in the status.</summary>
    public SecretStatus<TResource> Status { get; } = new(planner.Options.MinRefresh);

    /// <summary>Decides.</summary>
    public SecretDecider Decider { get; } = new(planner);

    /// <summary>Carries out.</summary>
    public SecretRunner Runner { get; } = new(services, ports, heartbeat, planner);

    /// <summary>Keeps what secrets refer to.</summary>
    public SecretDependencies Dependencies { get; } = new(planner, ports.Sessions, ports.Transformations);

    /// <summary>Tells people.</summary>
    public SecretAnnouncer Announcer { get; } = new(services);

    /// <summary>
    /// Waits for a place for a sync; dispose to give it back. One whose reference can't be read reads nothing, and waits with all
    /// of these in its namespace.
    /// </summary>
    public ValueTask<IDisposable> EnterAsync(TResource resource, Due due, CancellationToken cancellation) => gate.EnterAsync(
        planner.AuthOf(resource)?.ToString() ?? $"@{resource.Metadata.Namespace}",
        due,
        TransformationCollector.MayBeHeavy(resource.Destination.Transformation),
        cancellation);

    /// <summary>How a secret stands, for people who watch many of them.</summary>
    public SyncStatus? Standing(TResource resource, SecretState state, SecretMemory memory, DateTimeOffset now) =>
        SyncStatus.Of(resource, state, memory, planner, now);
}
