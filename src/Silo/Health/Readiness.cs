using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;

namespace Coffer.Silo.Health;

/// <summary>Whether this silo does its work: it is a member, it reaches the API server, and the feeds hear it, wherever they run.</summary>
internal sealed class Readiness(IFeedHealth feeds, IApiHealth api, IHeartbeat heartbeat, SiloState silo)
{
    /// <summary>
    /// A watch is heard at least every minute by a bookmark, and a silent one is given up after 150 s and listed anew. Twice
    /// that has no innocent cause.
    /// </summary>
    public static readonly TimeSpan MaxSilence = TimeSpan.FromMinutes(5);

    /// <summary>An API server that is restarted comes back sooner: unreadiness for that would only stop rolling updates.</summary>
    public static readonly TimeSpan MaxBreak = TimeSpan.FromSeconds(20);

    public IReadOnlyList<HealthCheck> Check() => [Membership(), Synced(), Heard(), Watches(), Past(), ApiServer(), Heartbeat()];

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

    /// <summary>A watch breaks now and then and is repaired by itself.</summary>
    private HealthCheck Watches()
    {
        var broken = feeds.Feeds.Where(feed => feed.Value?.Problem is not null)
            .Select(feed => $"{feed.Key}: {feed.Value!.Problem}").ToList();
        return new("watches", feeds.LongestBreak < MaxBreak, broken.Count == 0 ? "whole" : string.Join("; ", broken));
    }

    /// <summary>The API server's store was restored: until all is looked at anew, what is known may be of another past.</summary>
    private HealthCheck Past()
    {
        var doubts = feeds.Doubts;
        var detail = string.Join("; ", doubts.Select(doubt => $"{doubt.Key}: {doubt.Value}, all is looked at anew"));
        return new("past", doubts.Count == 0, doubts.Count == 0 ? "not doubted" : detail);
    }

    private HealthCheck ApiServer()
    {
        var silence = api.Unanswered;
        return new("api-server", silence < MaxBreak,
            silence == TimeSpan.Zero ? "answers" : $"has not answered this silo for {silence.TotalSeconds:F0} s");
    }

    /// <summary>Before it is known when the operator last worked, no secret is looked at.</summary>
    private HealthCheck Heartbeat() => heartbeat.Obstacle is { } obstacle
        ? new("heartbeat", false, $"no secret is served before it is read: {obstacle.Message}")
        : new("heartbeat", true, "read");
}
