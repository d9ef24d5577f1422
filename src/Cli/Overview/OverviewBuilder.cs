using Coffer.Cli.Resources;
using Coffer.Cli.Status;

namespace Coffer.Cli.Overview;

/// <summary>Picks what is not well; pure.</summary>
internal static class OverviewBuilder
{
    /// <summary>The overview: the worst first, and of equals what others depend on, then what has been so for longest.</summary>
    /// <param name="resources">All resources, referenced kinds first.</param>
    /// <param name="notSeen">What could not be listed.</param>
    /// <param name="now">The time.</param>
    public static OverviewDocument Build(IReadOnlyList<CofferObject> resources, IReadOnlyList<string> notSeen, DateTimeOffset now) => new()
    {
        Seen = resources.Count,
        NotWell =
        [
            .. from resource in resources
               let row = Row(resource, now)
               where row.State != LinkState.Well
               orderby row.State descending, KindNames.IsSecret(resource.Kind), row.Since ?? DateTimeOffset.MaxValue, row.Resource
               select row,
        ],
        NotSeen = notSeen,
    };

    private static OverviewRow Row(CofferObject resource, DateTimeOffset now)
    {
        var (standing, snapshot) = (Standings.Of(resource), resource.Status?.Snapshot);
        return new OverviewRow(
            standing.State, resource.Ref.ToString(), standing.Since, standing.Reason, standing.Message,
            snapshot?.KvVersion > 0 ? snapshot.KvVersion : null, snapshot?.ChangedTime, NextDue.Of(resource, now));
    }
}
