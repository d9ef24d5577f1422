using System.Collections.Immutable;
using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Domain.Workloads;

/// <summary>What the actor of a workload knows. Holds nothing secret and nothing that its sources could not tell again.</summary>
public sealed record WorkloadState
{
    /// <summary>Nothing was asked yet.</summary>
    public static readonly WorkloadState Initial = new();

    /// <summary>The secrets that ask for restarts.</summary>
    public ImmutableDictionary<ResourceRef, SourceState> Sources { get; init; } = ImmutableDictionary<ResourceRef, SourceState>.Empty;

    /// <summary>When the workload was last patched.</summary>
    public DateTimeOffset? PatchedAt { get; init; }

    /// <summary>When the oldest request that still waits came in; null when none waits.</summary>
    public DateTimeOffset? PendingSince { get; init; }

    /// <summary>Failures in a row that may pass.</summary>
    public int Failures { get; init; }

    /// <summary>Not to be tried again before this, after such a failure.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}

/// <summary>One source of restart requests.</summary>
/// <param name="Pending">Its newest request that is not settled; null when all are.</param>
/// <param name="Settled">What became of its newest settled request.</param>
public sealed record SourceState(RestartStamp? Pending, Settlement? Settled);

/// <summary>What became of a request: an effect or a failure that does not pass.</summary>
/// <param name="Id">Id of the request.</param>
/// <param name="Effect">What happened; null on a failure.</param>
/// <param name="Problem">Why it failed.</param>
/// <param name="At">When.</param>
public sealed record Settlement(string Id, RestartEffect? Effect, Failure? Problem, DateTimeOffset At);
