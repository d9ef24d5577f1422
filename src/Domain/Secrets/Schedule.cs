using Coffer.Domain.Timing;

namespace Coffer.Domain.Secrets;

/// <summary>
/// Due times on a grid on the wall clock: <c>phase(UID) + k * refreshAfter</c>. Nothing is stored per refresh, every silo computes the same
/// times, and the load is spread for ever.
/// </summary>
public static class Schedule
{
    /// <summary>The period where the manifest names none and changes are told by digests, as in the reference.</summary>
    public static readonly TimeSpan DefaultPeriod = TimeSpan.FromSeconds(60);

    /// <summary>The shortest period: the CRD lets <c>0.001s</c> through, with which one manifest would keep Vault busy.</summary>
    public static readonly TimeSpan MinPeriod = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The first slot after a time; <see cref="DateTimeOffset.MaxValue"/> when no time is left for one: the time may come from a
    /// status that anybody wrote.
    /// </summary>
    /// <param name="uid">UID of the resource; gives the phase.</param>
    /// <param name="period">At least 1 ms.</param>
    /// <param name="after">The time.</param>
    public static DateTimeOffset NextSlot(string uid, TimeSpan period, DateTimeOffset after)
    {
        var phase = BackOff.Share(period, BackOff.Seed(uid));
        var ticks = (after - DateTimeOffset.UnixEpoch - phase).Ticks;
        var k = Math.DivRem(ticks, period.Ticks, out var rest);
        var slot = phase + period * (rest < 0 ? k : k + 1);
        return slot < DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch + slot : DateTimeOffset.MaxValue;
    }
}
