using System.Text;
using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Walks;

/// <summary>
/// What can be seen of a set of objects, as far as it must not depend on how it came about: no times, no digests, no UIDs, no history.
/// </summary>
/// <param name="Lines">What is seen, by subject.</param>
/// <param name="IsCurrent">Whether every status speaks of the newest generation.</param>
/// <param name="IsSynced">Whether the VaultStaticSecret says that its Secret is in step.</param>
/// <param name="IsHealthy">Whether every object of a kind that is served is ready.</param>
/// <param name="Owned">The Secrets that belong to the VaultStaticSecret, by name.</param>
internal sealed record SetView(
    IReadOnlyDictionary<string, string> Lines, bool IsCurrent, bool IsSynced, bool IsHealthy, IReadOnlyDictionary<string, string> Owned)
{
    private const string StaticSecret = "VaultStaticSecret";
    private const string Digest = "coffer.secrets.hashicorp.com/content-digest";

    private static readonly HashSet<string> Served = ["VaultConnection", "VaultAuth", "SecretTransformation", StaticSecret];

    /// <summary>All sets of these surroundings, by their number.</summary>
    public static async Task<IReadOnlyDictionary<int, SetView>> LookAsync(
        Surroundings place, IEnumerable<string> kinds, IEnumerable<int> sets, Surroundings model)
    {
        var objects = new List<JsonObject>();
        foreach (var kind in kinds)
        {
            objects.AddRange((await place.Kube.ListAsync(ObjectId.Custom(kind, place.NamespaceOf(kind), ""), default)).Select(
                found => Typed(found, kind)));
        }

        var secrets = await place.Kube.ListAsync(ObjectId.Secret(place.App, ""), default);
        return sets.ToDictionary(
            set => set, set => Of([.. objects.Where(found => IsOf(found, set))], secrets, kinds, text => model.Translate(text, place)));
    }

    /// <summary>What differs, one line for each subject.</summary>
    public IEnumerable<string> Differences(SetView other, string mine, string theirs) =>
        Lines.Keys.Union(other.Lines.Keys).Order(StringComparer.Ordinal)
            .Where(key => Lines.GetValueOrDefault(key) != other.Lines.GetValueOrDefault(key))
            .Select(key =>
                $"{key}: {mine} {Lines.GetValueOrDefault(key) ?? "nothing"}; {theirs} {other.Lines.GetValueOrDefault(key) ?? "nothing"}");

    private static SetView Of(
        IReadOnlyList<JsonObject> objects, IReadOnlyList<JsonObject> secrets, IEnumerable<string> kinds, Func<string, string> translate)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in kinds.Where(kind => objects.All(found => (string)found["kind"]! != kind)))
        {
            lines[kind] = "absent";
        }

        foreach (var found in objects)
        {
            AddStatus(lines, found);
        }

        var resource = objects.SingleOrDefault(found => (string)found["kind"]! == StaticSecret);
        var owned = secrets.Where(secret => Owner(secret) == Name(objects, resource))
            .ToDictionary(Name, secret => Describe(secret, resource, translate));
        var synced = lines.GetValueOrDefault($"{StaticSecret} SecretSynced") == "True Synced";
        if (synced || resource is null)
        {
            lines["Secrets that it owns"] = string.Join(' ', owned.Keys.Order(StringComparer.Ordinal));
        }

        var destination = (string?)resource?["spec"]?["destination"]?["name"];
        if (synced)
        {
            lines["Secret"] = secrets.Where(secret => Name(secret) == destination)
                .Select(secret => Describe(secret, resource, translate)).SingleOrDefault() ?? "missing";
        }

        return new SetView(lines, objects.All(IsObserved), synced,
            Served.All(kind => lines.GetValueOrDefault($"{kind} Ready")?.StartsWith("True", StringComparison.Ordinal) == true), owned);
    }

    private static void AddStatus(SortedDictionary<string, string> lines, JsonObject found)
    {
        var (kind, status) = ((string)found["kind"]!, found["status"]);
        lines[$"{kind} valid"] = status?["valid"]?.ToJsonString() ?? "unsaid";
        foreach (var condition in status?["conditions"]?.AsArray().OfType<JsonObject>() ?? [])
        {
            // Whether workloads were rolled is history: a fresh operator has none.
            if ((string?)condition["reason"] is var reason && reason?.StartsWith("RolloutRestart", StringComparison.Ordinal) != true)
            {
                lines[$"{kind} {(string)condition["type"]!}"] = $"{(string?)condition["status"]} {reason}";
            }
        }
    }

    private static bool IsObserved(JsonObject found) =>
        (long?)found["status"]?["observedGeneration"] == (long?)found["metadata"]!["generation"]
        && found["status"]!["conditions"]?.AsArray().Any(condition => (string?)condition!["type"] == "Ready") == true;

    private static string Describe(JsonObject secret, JsonObject? resource, Func<string, string> translate)
    {
        var text = new StringBuilder($"{Name(secret)} {(string?)secret["type"]}");
        Append(text, "data", secret["data"], value => Encoding.UTF8.GetString(Convert.FromBase64String(value)));
        Append(text, "label", secret["metadata"]!["labels"], value => value);
        Append(text, "annotation", secret["metadata"]!["annotations"], value => value);
        foreach (var owner in secret["metadata"]!["ownerReferences"]?.AsArray().OfType<JsonObject>() ?? [])
        {
            text.Append(
                $" owner {(string?)owner["kind"]}/{(string?)owner["name"]}/{(string?)owner["uid"]}/{owner["controller"]?.ToJsonString()}");
        }

        var uid = (string?)resource?["metadata"]!["uid"];
        return translate(uid is null ? text.ToString() : text.Replace(uid, "UID").ToString());
    }

    private static void Append(StringBuilder text, string what, JsonNode? map, Func<string, string> read)
    {
        foreach (var (key, value) in (map?.AsObject() ?? []).Where(pair => pair.Key != Digest)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append($" {what} {key}={read((string)value!)}");
        }
    }

    /// <summary>Items of a list bear no kind on a real API server.</summary>
    private static JsonObject Typed(JsonObject found, string kind)
    {
        found["kind"] = kind;
        return found;
    }

    private static string Name(JsonObject found) => (string)found["metadata"]!["name"]!;

    private static string Name(IReadOnlyList<JsonObject> objects, JsonObject? resource) =>
        resource is not null ? Name(resource) : $"secret-{SetOf(objects)}";

    private static string SetOf(IReadOnlyList<JsonObject> objects) =>
        objects.Select(Name).Select(name => name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..]).FirstOrDefault() ?? "";

    public static bool IsOf(JsonObject found, int set) => Name(found).EndsWith($"-{set}", StringComparison.Ordinal);

    private static string? Owner(JsonObject secret) => secret["metadata"]!["ownerReferences"]?.AsArray()
        .Where(owner => (string?)owner!["kind"] == StaticSecret).Select(owner => (string?)owner!["name"]).FirstOrDefault();
}
