namespace Coffer.Kube.Membership;

/// <summary>
/// How far the API server's clock is ahead of this process's. The table is kept in the API server's time: silos whose clocks differ by
/// minutes would otherwise take each other's signs of life for stale, or votes for expired.
/// </summary>
internal readonly record struct ClockOffset(TimeSpan Ahead)
{
    /// <summary>A Date is a whole second, cut off, and some servers renew it only once a second.</summary>
    private static readonly TimeSpan Coarseness = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The offset after one more answer. It changes only when the answer proves it wrong: so clocks that agree are never corrected, and
    /// what was written reads back the same.
    /// </summary>
    /// <param name="sent">Own time at which the request was sent.</param>
    /// <param name="received">Own time at which the answer was there.</param>
    /// <param name="date">The answer's Date.</param>
    public ClockOffset Observe(DateTimeOffset sent, DateTimeOffset received, DateTimeOffset date)
    {
        var least = date - received;
        var most = date + Coarseness - sent;
        return least > most || (Ahead >= least && Ahead <= most) ? this : new ClockOffset((least + most) / 2);
    }

    public DateTime ToServer(DateTime local) => Shift(local, Ahead);

    public DateTime ToLocal(DateTime server) => Shift(server, -Ahead);

    /// <summary>Stays within what a DateTime can hold: a time that was never set lies at the lower end.</summary>
    private static DateTime Shift(DateTime time, TimeSpan by)
    {
        var ticks = Math.Clamp(time.Ticks + by.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTime(time == DateTime.MinValue ? time.Ticks : ticks, DateTimeKind.Utc);
    }
}
