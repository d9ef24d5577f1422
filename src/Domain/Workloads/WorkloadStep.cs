using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Domain.Workloads;

/// <summary>What the actor of a workload does next: one of <see cref="Idle"/>, <see cref="Wait"/>, <see cref="Patch"/>.</summary>
public abstract record WorkloadStep
{
    private WorkloadStep()
    {
    }

    /// <summary>Nothing is asked for.</summary>
    public sealed record Idle : WorkloadStep;

    /// <summary>Requests are being collected, or a failure has to pass.</summary>
    /// <param name="Until">When to look again.</param>
    public sealed record Wait(DateTimeOffset Until) : WorkloadStep;

    /// <summary>Patch the workload with the newest request of each source.</summary>
    /// <param name="Requests">The stamps by source.</param>
    public sealed record Patch(IReadOnlyDictionary<ResourceRef, RestartStamp> Requests) : WorkloadStep;
}
