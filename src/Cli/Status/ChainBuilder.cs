using Coffer.Cli.History;
using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Status;

/// <summary>Makes a chain of what was read: pure, so that each verdict can be tested without a server.</summary>
internal static class ChainBuilder
{
    /// <summary>Reason of the operator's condition when there is no session to read with.</summary>
    private const string NoSession = "VaultClientConfigError";
    private const int ShownWarnings = 3;

    /// <summary>The chain.</summary>
    /// <param name="facts">What was read.</param>
    /// <param name="now">The time.</param>
    public static Chain Build(ChainFacts facts, DateTimeOffset now)
    {
        var links = Cause(WithLogin([.. Of(facts)]));
        var (resource, snapshot) = (facts.Resource, facts.Resource.Status?.Snapshot);
        return new Chain
        {
            Resource = resource.Ref.ToString(),
            State = links.Max(link => link.State),
            Links = links,
            Data = Data(snapshot),
            NextDue = NextDue.Of(resource, now),
            StalePods = Stale(facts, snapshot),
            History = [.. Enumerable.Reverse(resource.Status?.History ?? []).Select(HistoryEntry.Parse)],
            Warnings = Warnings(facts),
            NotSeen = [.. new[] { facts.Pods.Failure, facts.Events.Failure }.OfType<Failure>().Select(failure => failure.Message)],
        };
    }

    private static IEnumerable<Link> Of(ChainFacts facts)
    {
        var resource = facts.Resource;
        if (facts.Connection is { } connection)
        {
            yield return Links.Connection(connection);
        }

        if (facts.Global is { } global)
        {
            yield return Links.Global(global, facts.Auth?.Key.Namespace ?? resource.Metadata.Namespace, facts.OperatorNamespace);
        }

        if (facts.Auth is { } auth)
        {
            yield return Links.Auth(auth, resource.Metadata.Namespace, facts.OperatorNamespace);
        }

        yield return Links.Resource(resource);
        if (facts.Secret is { } secret)
        {
            yield return Links.Secret(secret, resource);
        }

        foreach (var workload in facts.Workloads)
        {
            yield return Links.Workload(workload, resource);
        }
    }

    /// <summary>
    /// A login is made for each namespace that asks, so a VaultAuth can be valid and refused all the same: then the secret's condition
    /// tells it, and the login is what broke.
    /// </summary>
    private static List<Link> WithLogin(List<Link> links)
    {
        var secret = links.FindIndex(link => link.Reason == NoSession);
        var auth = links.FindIndex(link => link.Kind == ResourceKinds.VaultAuth.Kind);
        if (secret >= 0 && auth >= 0 && auth != secret && links.Take(auth + 1).All(link => link.State != LinkState.Broken))
        {
            var told = links[secret];
            links[auth] = links[auth] with { State = LinkState.Broken, Reason = told.Reason, Message = told.Message, Since = told.Since };
            links[secret] = told with { Message = "waits for the login" };
        }

        return links;
    }

    private static List<Link> Cause(List<Link> links)
    {
        var cause = links.FindIndex(link => link.State == LinkState.Broken);
        if (cause >= 0)
        {
            links[cause] = links[cause] with { IsCause = true };
        }

        return links;
    }

    private static IReadOnlyList<StalePod> Stale(ChainFacts facts, SecretSnapshot? snapshot) =>
        facts.Secret is { } secret && snapshot?.ChangedTime is { } changed && facts.Pods.TryGet(out var pods, out _)
            ? StalePods.Of(pods, secret.Key.Name, changed)
            : [];

    private static IReadOnlyList<ChainWarning> Warnings(ChainFacts facts) => !facts.Events.TryGet(out var events, out _) ? [] :
    [
        .. events.Where(seen => seen.Type == "Warning").OrderByDescending(seen => seen.LastTimestamp).Take(ShownWarnings)
            .Select(seen => new ChainWarning(seen.LastTimestamp, seen.Reason, seen.Message)),
    ];

    private static ChainData? Data(SecretSnapshot? snapshot) => snapshot?.LastSyncTime is null ? null : new ChainData(
        snapshot.KvVersion > 0 ? snapshot.KvVersion : null, snapshot.ContentDigest is { } digest ? ShortText.Head(digest, 12) : null,
        snapshot.ChangedTime, snapshot.LastSyncTime);
}
