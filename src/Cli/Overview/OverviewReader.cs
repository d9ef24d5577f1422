using Coffer.Cli.Api;
using Coffer.Cli.Resources;
using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Overview;

/// <summary>Lists all of Coffer's resources.</summary>
internal static class OverviewReader
{
    /// <summary>Those of a namespace, or of all where it is null; and what could not be listed.</summary>
    public static async Task<(IReadOnlyList<CofferObject> Found, IReadOnlyList<Failure> NotSeen)> ReadAsync(
        KubeApi api, IReadOnlyList<ResourceKind> kinds, string? @namespace, string query, CancellationToken cancellation)
    {
        var lists = await Task.WhenAll(kinds.Select(kind => api.ListAsync(
            kind, @namespace, query, ApiJson.Default.CofferObjects, cancellation)));
        var found = new List<CofferObject>();
        foreach (var (index, list) in lists.Index())
        {
            if (list.TryGet(out var items, out _))
            {
                found.AddRange(items.Select(item => item with { Kind = kinds[index].Kind }));
            }
        }

        return (found, [.. lists.Select(list => list.Failure).OfType<Failure>()]);
    }
}
