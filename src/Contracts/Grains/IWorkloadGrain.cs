using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>One workload; key <c>namespace/kind/name</c>.</summary>
[Alias("coffer.IWorkloadGrain")]
public interface IWorkloadGrain : IGrainWithStringKey
{
    /// <summary>
    /// Asks for a restart. Safe to repeat with the same id. The report comes by <see cref="IRestartSource.RestartReported"/>.
    /// </summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("Restart")]
    Task Restart(RestartCommand command);
}
