using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Domain.Workloads;

/// <summary>What became of a request: an effect or a failure that does not pass.</summary>
/// <param name="Id">Id of the request.</param>
/// <param name="Effect">What happened; null on a failure.</param>
/// <param name="Problem">Why it failed.</param>
/// <param name="At">When.</param>
public sealed record Settlement(string Id, RestartEffect? Effect, Failure? Problem, DateTimeOffset At);
