using Coffer.Contracts.Grains;

namespace Coffer.Silo.Health;

/// <summary>One thing that must be so for the silo to be well.</summary>
internal sealed record HealthCheck(string Name, bool IsGood, string Detail);

/// <summary>Whether this silo does its work: it is a member, and the feeds hear the API server.</summary>
internal sealed class Readiness(IFeedHealth feeds, SiloState silo)
{
    /// <summary>A watch is heard at least every minute by a bookmark, and a silent one is given up after 150 s and listed anew. Twice that has no innocent cause.</summary>
    public static readonly TimeSpan MaxSilence = TimeSpan.FromMinutes(5);

    public IReadOnlyList<HealthCheck> Check() => [Membership(), Synced(), Heard(), ApiServer()];

    private HealthCheck Membership() => new("silo", silo.IsActive, silo.IsActive ? "active" : "not a member of the cluster of silos");

    private HealthCheck Synced()
    {
        var missing = feeds.Feeds.Where(feed => feed.Value is not { Synced: true }).Select(feed => feed.Key);
        return new("feeds", feeds.AllSynced, feeds.AllSynced ? "all listed" : $"not listed yet: {string.Join(", ", missing)}");
    }

    private HealthCheck Heard()
    {
        var silence = feeds.WorstSilence;
        return new("silence", silence < MaxSilence, $"the quietest feed was heard {silence.TotalSeconds:F0} s ago");
    }

    /// <summary>A broken watch alone is no reason to be unready: it is repaired by itself, and <see cref="Heard"/> tells when it is not.</summary>
    private HealthCheck ApiServer()
    {
        var broken = feeds.Feeds.Where(feed => feed.Value?.Problem is not null).Select(feed => $"{feed.Key}: {feed.Value!.Problem}").ToList();
        return new("api-server", true, broken.Count == 0 ? "answers" : string.Join("; ", broken));
    }
}
