using Coffer.Contracts.Ports;

namespace Coffer.Contracts.Grains;

/// <summary>What became of a wish to roll a workload.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Id">Id of the request (the newest of this source that is settled by this).</param>
/// <param name="Effect">What happened; null on a failure.</param>
/// <param name="Problem">Why it failed for good, or keeps failing: the WorkloadGrain goes on trying while it may pass, and reports again
/// when it is settled.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("coffer.RestartReport")]
public sealed record RestartReport(
    [property: Id(0)] WorkloadRef Workload, [property: Id(1)] string Id, [property: Id(2)] RestartEffect? Effect,
    [property: Id(3)] Failure? Problem, [property: Id(4)] DateTimeOffset At);
