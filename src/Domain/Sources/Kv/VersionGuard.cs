using Coffer.Contracts;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Sources.Kv;

/// <summary>
/// Tells a standby that lags from a path made anew. A lower version that was not created later is old news; created later it is a
/// new life of the path. Vault's created_time of one path only grows, and its spelling (RFC 3339, UTC, up to nanoseconds) is
/// compared as a time, then as text.
/// </summary>
public static class VersionGuard
{
    /// <summary>A standby lags by seconds; one second apart, so many old answers in a row come from elsewhere.</summary>
    private const int Patience = 10;

    /// <summary>What to make of a version that may not be followed; null when it may.</summary>
    /// <param name="case">A force-sync lifts the guard once it has been said what is wrong; many tries that came to
    /// nothing have it said.</param>
    /// <param name="version">What was read.</param>
    /// <param name="isOfChangedSpec">A changed spec lifts the guard: it may point at another path or version.</param>
    public static SyncFact? Refuses(ReadCase @case, KvVersion version, bool isOfChangedSpec)
    {
        if (isOfChangedSpec || !IsStale(@case.State, version)
            || @case.Reason == SyncReason.ForceSync && @case.State.Problem?.Reason == KvProblems.OlderVersion)
        {
            return null;
        }

        var problem = KvProblems.Behind(version.Number, @case.State.Snapshot.KvVersion ?? 0, @case.Requests[0]);
        return @case.Memory.Retry?.Count >= Patience
            ? new SyncFact.Failed(problem, new Failure(FailureKind.Behind, problem.Message))
            : new SyncFact.Stale();
    }

    /// <summary>
    /// True when a version is older than what the journal holds already, and must be read again instead of being followed.
    /// </summary>
    /// <param name="state">The journal.</param>
    /// <param name="version">What was read.</param>
    public static bool IsStale(SecretState state, KvVersion version)
    {
        if (state.Snapshot.KvVersion is not (> 0 and var held) || version.Number <= 0 || version.Number > held)
        {
            return false;
        }

        // The same number created earlier is of the path's former life.
        var before = state.Snapshot.KvCreatedTime ?? "";
        return version.Number < held ? !IsLater(version.CreatedTime, before) : IsLater(before, version.CreatedTime);
    }

    private static bool IsLater(string created, string than)
    {
        var (left, right) = (Split(created), Split(than));
        var seconds = string.CompareOrdinal(left.Seconds, right.Seconds);
        return seconds != 0 ? seconds > 0 : string.CompareOrdinal(left.Fraction, right.Fraction) > 0;
    }

    /// <summary>RFC 3339 drops trailing zeros of the fraction, so that it is padded to compare.</summary>
    private static (string Seconds, string Fraction) Split(string time)
    {
        var text = time.TrimEnd('Z');
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (text, "000000000") : (text[..dot], text[(dot + 1)..].PadRight(9, '0'));
    }
}
