namespace Coffer.Contracts.Ports;

/// <summary>Rolls workloads.</summary>
public interface IWorkloads
{
    /// <summary>Writes <c>vso.secrets.hashicorp.com/restartedAt</c> and the stamps into the pod template (Argo Rollouts:
    /// <c>spec.restartAt</c> and <c>metadata.annotations</c>) in one patch with the resourceVersion read before as precondition; stamps
    /// whose stored id is not older are left out, and with none left nothing is written.</summary>
    /// <param name="workload">What to roll.</param>
    /// <param name="stamps">The newest request of each source.</param>
    /// <param name="restartedAt">The time to write.</param>
    /// <param name="cancellation">Ends the wait; the patch may have landed.</param>
    Task<Outcome<RestartEffect>> RestartAsync(
        WorkloadRef workload, IReadOnlyList<RestartStamp> stamps, DateTimeOffset restartedAt, CancellationToken cancellation);

    /// <summary>
    /// Whether all pods of a workload are those of its newest template and ready, by its own status; true where there is no such workload.
    /// </summary>
    Task<Outcome<Rollout>> LookAsync(WorkloadRef workload, CancellationToken cancellation);
}
