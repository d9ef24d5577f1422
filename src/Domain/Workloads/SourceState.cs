using Coffer.Contracts.Ports;

namespace Coffer.Domain.Workloads;

/// <summary>One source of restart requests.</summary>
/// <param name="Pending">Its newest request that is not settled; null when all are.</param>
/// <param name="Settled">What became of its newest settled request.</param>
public sealed record SourceState(RestartStamp? Pending, Settlement? Settled);
