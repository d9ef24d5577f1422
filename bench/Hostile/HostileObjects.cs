using System.Text.Json.Nodes;

namespace Coffer.Bench.Hostile;

/// <summary>Everything that a tenant with the right to create all kinds in his namespace can think of.</summary>
internal static class HostileObjects
{
    public const string Namespace = "hostile";

    private const string Group = "secrets.hashicorp.com/v1beta1";

    /// <summary>Namespace and the Secret that the hostile logins need.</summary>
    public static IEnumerable<JsonObject> Ground() =>
    [
        new() { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = Namespace } },
        new()
        {
            ["apiVersion"] = "v1", ["kind"] = "Secret", ["metadata"] = Metadata("secret-id"),
            ["stringData"] = new JsonObject { ["id"] = "x" },
        },
    ];

    /// <summary>The attack, in the order of creation.</summary>
    public static IEnumerable<JsonObject> All(HostileVault vault, string sharedAuth) =>
    [
        .. Enum.GetValues<Trick>().SelectMany(trick => Site(trick, vault.Address(trick))),
        .. Enumerable.Range(0, 4).Select(number => Connection($"errors-{number}", vault.Address(Trick.LongErrors))),
        .. Enum.GetValues<Trick>()
            .SelectMany(trick => Enumerable.Range(0, 6).Select(number => Reader($"{Name(trick)}-{number}", Name(trick)))),
        .. Enumerable.Range(0, 32).Select(number => Reader($"slow-{number}", Name(Trick.SlowBody))),
        .. Sizes(sharedAuth),
        .. Names(sharedAuth),
    ];

    private static IEnumerable<JsonObject> Sizes(string auth) =>
    [
        With(Reader("refs", auth), spec => Destination(spec)["transformation"] =
            new JsonObject { ["transformationRefs"] = Many(20_000, number => new JsonObject { ["name"] = $"x{number}" }) }),
        With(Reader("targets", auth), spec => spec["rolloutRestartTargets"] = Many(
            12_000, number => new JsonObject { ["kind"] = "Deployment", ["name"] = $"x{number}" })),
        .. Enumerable.Range(0, 9)
            .Select(number => With(Reader($"template-{number}", auth), spec => Destination(spec)["transformation"] = new JsonObject
            {
                ["templates"] = new JsonObject
                {
                    ["a"] = new JsonObject { ["text"] = string.Concat(Enumerable.Repeat($"{{{{{number}}}}}", 200_000)) },
                },
            })),
    ];

    private static IEnumerable<JsonObject> Names(string auth) =>
    [
        Reader("auth-at", $"{auth}@x"),
        Reader("auth-slashes", "../../vault/myvaultauth"),
        With(Reader("ref-slash", auth), spec => Destination(spec)["transformation"] =
            new JsonObject { ["transformationRefs"] = new JsonArray(new JsonObject { ["name"] = "a/b" }) }),
        With(Reader("target-dots", auth), spec =>
            spec["rolloutRestartTargets"] = new JsonArray(new JsonObject { ["kind"] = "Deployment", ["name"] = "x/../../kube-system" })),
        With(Reader("mount-auth", auth), spec => (spec["mount"], spec["type"], spec["path"]) = ("auth/token", "kv-v1", "lookup-self")),
    ];

    private static IEnumerable<JsonObject> Site(Trick trick, string address) =>
    [
        Connection(Name(trick), address),
        new()
        {
            ["apiVersion"] = Group, ["kind"] = "VaultAuth", ["metadata"] = Metadata(Name(trick)),
            ["spec"] = new JsonObject
            {
                ["vaultConnectionRef"] = Name(trick), ["method"] = "appRole", ["mount"] = "approle",
                ["appRole"] = new JsonObject { ["roleId"] = "x", ["secretRef"] = "secret-id" },
            },
        },
    ];

    private static JsonObject Connection(string name, string address) => new()
    {
        ["apiVersion"] = Group,
        ["kind"] = "VaultConnection",
        ["metadata"] = Metadata(name),
        ["spec"] = new JsonObject { ["address"] = address },
    };

    private static JsonObject Reader(string name, string auth) => new()
    {
        ["apiVersion"] = Group,
        ["kind"] = "VaultStaticSecret",
        ["metadata"] = Metadata(name),
        ["spec"] = new JsonObject
        {
            ["vaultAuthRef"] = auth,
            ["mount"] = "kv",
            ["type"] = "kv-v1",
            ["path"] = "p",
            ["refreshAfter"] = "1s",
            ["destination"] = new JsonObject { ["name"] = name, ["create"] = true },
        },
    };

    private static JsonObject With(JsonObject reader, Action<JsonObject> change)
    {
        change(reader["spec"]!.AsObject());
        return reader;
    }

    private static JsonObject Destination(JsonObject spec) => spec["destination"]!.AsObject();

    private static JsonArray Many(int count, Func<int, JsonNode> make) => [.. Enumerable.Range(0, count).Select(make)];

    private static JsonObject Metadata(string name) => new() { ["name"] = name, ["namespace"] = Namespace };

    private static string Name(Trick trick) => $"{trick}".ToLowerInvariant();
}
