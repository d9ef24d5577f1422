using Coffer.Contracts.Ports;

namespace Coffer.Domain.ClusterTrust;

/// <summary>
/// The life of the authority. A root is replaced in three moves, each of which every silo has seen before the next: the new one is trusted,
/// then signs, then the old one is gone. Only the first and the last are stored; who signs follows from the time alone.
/// </summary>
public static class TrustDecider
{
    /// <summary>What is due now.</summary>
    /// <param name="roots">The stored roots; empty when nothing is stored.</param>
    /// <param name="now">The time.</param>
    public static TrustStep Decide(IReadOnlyCollection<RootFacts> roots, DateTimeOffset now)
    {
        if (Newest(roots) is not { } newest)
        {
            return new TrustStep.Create();
        }

        if (now >= newest.NotAfter - ((newest.NotAfter - newest.NotBefore) / 3))
        {
            return new TrustStep.Rotate(newest);
        }

        return roots.Count > 1 && now >= SignsFrom(newest) + TrustTimes.Farewell ? new TrustStep.Drop(newest) : new TrustStep.Keep();
    }

    /// <summary>
    /// The root to sign with now: the newest one once it has been announced for long enough, until then the one before
    /// it, if that is still good.
    /// </summary>
    /// <param name="roots">The stored roots, at least one.</param>
    /// <param name="now">The time.</param>
    public static RootFacts Signer(IReadOnlyCollection<RootFacts> roots, DateTimeOffset now)
    {
        var newest = Newest(roots)!;
        var before = Newest([.. roots.Where(root => root != newest)]);
        return before is not null && now < SignsFrom(newest) && now < before.NotAfter ? before : newest;
    }

    private static RootFacts? Newest(IReadOnlyCollection<RootFacts> roots) => roots.MaxBy(root => root.NotBefore);

    private static DateTimeOffset SignsFrom(RootFacts root) => root.NotBefore + TrustTimes.BackDating + TrustTimes.Announcement;
}
