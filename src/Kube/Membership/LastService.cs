namespace Coffer.Kube.Membership;

/// <summary>
/// When the operator last worked. When all silos were away, they come back one after the other: the signs of life of those that were the
/// first must not tell the others that there was no outage, or what became due in it would wait for another period.
/// </summary>
internal static class LastService
{
    /// <summary>Silos that are back for no longer than this are still at what the outage left undone.</summary>
    private static readonly TimeSpan Return = TimeSpan.FromMinutes(10);

    /// <summary>A silo that is killed was alive for up to a heartbeat longer than its last sign says.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>The newest sign of life, or the newest before an outage that is only just over; null when there never was one.</summary>
    /// <param name="lives">Start and newest sign of life of each silo.</param>
    public static DateTime? Of(IEnumerable<(DateTime Start, DateTime Alive)> lives)
    {
        DateTime? newest = null;
        var begin = DateTime.MaxValue;
        foreach (var (start, alive) in lives.OrderByDescending(life => life.Alive))
        {
            newest ??= alive;
            if (alive < begin - Pause && begin != DateTime.MaxValue)
            {
                return newest - begin < Return ? alive : newest;
            }

            begin = start < begin ? start : begin;
        }

        return newest;
    }
}
