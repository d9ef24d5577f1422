using Coffer.Contracts;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.StaticSecrets;

/// <summary>
/// Tells a standby that lags from a path made anew. A lower version that was not created later is old news; created later it is a new life of the path.
/// Vault's created_time of one path only grows, and its spelling (RFC 3339, UTC, up to nanoseconds) is compared as a time, then as text.
/// </summary>
public static class VersionGuard
{
    /// <summary>A standby lags by seconds; one second apart, so many old answers in a row come from elsewhere.</summary>
    private const int Patience = 10;

    /// <summary>What to make of a reading that may not be followed; null when it may.</summary>
    /// <param name="state">The journal.</param>
    /// <param name="situation">Tells how many tries in a row have come to nothing.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="plan">A changed spec lifts the guard: it may point at another path or version.</param>
    /// <param name="reason">A force-sync lifts it once it has been said what is wrong.</param>
    public static SyncFact? Refuses(StaticSecretState state, Situation situation, KvReading.Found reading, SyncPlan plan, SyncReason reason)
    {
        var specChanged = !Inputs.IsOfSpec(state.Snapshot.Inputs, plan.SpecHash);
        if (!IsStale(state, reading, specChanged) || reason == SyncReason.ForceSync && state.Problem?.Reason == Problems.OlderVersion)
        {
            return null;
        }

        var problem = Problems.Behind(reading.Version, state.Snapshot.KvVersion ?? 0, plan);
        return situation.Retry?.Count >= Patience ? new SyncFact.Failed(problem, new Failure(FailureKind.Behind, problem.Message)) : new SyncFact.Stale();
    }

    /// <summary>True when the reading is older than what the journal holds already, and must be read again instead of being followed.</summary>
    /// <param name="state">The journal.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="specChanged">A changed spec lifts the guard.</param>
    public static bool IsStale(StaticSecretState state, KvReading.Found reading, bool specChanged)
    {
        if (specChanged || state.Snapshot.KvVersion is not (> 0 and var held) || reading.Version <= 0 || reading.Version > held)
        {
            return false;
        }

        // The same number created earlier is of the path's former life.
        var before = state.Snapshot.KvCreatedTime ?? "";
        return reading.Version < held ? !IsLater(reading.CreatedTime, before) : IsLater(before, reading.CreatedTime);
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
