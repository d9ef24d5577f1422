using System.Collections.Immutable;
using Coffer.Contracts;

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
