using Coffer.Contracts.Grains;
using Orleans.Concurrency;

namespace Coffer.Grains.Health;

/// <summary>A stateless worker lives on the silo of its caller, so its turn tells of this silo alone.</summary>
[StatelessWorker(1)]
internal sealed class HealthProbeGrain : Grain, IHealthProbeGrain
{
    public Task Probe() => Task.CompletedTask;
}
