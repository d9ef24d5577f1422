using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Clustering;

/// <summary>Several <c>coffer run --clustering kubernetes</c> in one namespace, and their table as people see it with kubectl.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private readonly string _namespace = $"coffer-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private readonly Servers _servers;
    private readonly List<CofferProcess> _processes = [];

    private SiloCluster(Servers servers)
    {
        _servers = servers;
        Kube = new KubeClient(servers.Kubeconfig);
        TableId = new ObjectId("v1", "ConfigMap", _namespace, "coffer-silos-coffer");
    }

    public KubeClient Kube { get; }

    /// <summary>Namespace of the operator.</summary>
    public string Home => _namespace;

    public ObjectId TableId { get; }

    public static async Task<SiloCluster> OpenAsync(Servers servers)
    {
        var cluster = new SiloCluster(servers);
        await cluster.Kube.ApplyYamlAsync($"apiVersion: v1\nkind: Namespace\nmetadata: {{ name: {cluster._namespace} }}", default);
        return cluster;
    }

    /// <summary>Starts a silo at an address of its own and waits until it is ready.</summary>
    public async Task<CofferProcess> StartAsync(string name, params string[] flags)
    {
        var process = await CofferProcess.StartAsync(
            _servers.Kubeconfig, _namespace, [_namespace], ["--clustering", "kubernetes", "--silo-name", name, .. flags]);
        _processes.Add(process);
        return process;
    }

    /// <summary>Status by name of silo; of several silos of one name, the newest.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StatusesAsync() => (await RowsAsync())
        .GroupBy(row => (string)row["name"]!)
        .ToDictionary(rows => rows.Key, rows => (string)rows.MaxBy(row => (int)row["version"]!)!["status"]!);

    /// <summary>Waits until the table says so, and tells how long it took by a <see cref="FairWatch"/>.</summary>
    public async Task<TimeSpan> BecomesAsync(TimeSpan limit, params (string Name, string Status)[] wanted)
    {
        var watch = FairWatch.Start();
        var what = string.Join(", ", wanted.Select(silo => $"{silo.Name} to be {silo.Status}"));
        await Until.SeenAsync(what, limit, async () =>
        {
            var seen = await StatusesAsync();
            return (wanted.All(silo => seen.GetValueOrDefault(silo.Name) == silo.Status), string.Join(", ", seen));
        }, default);
        return watch.Elapsed;
    }

    /// <summary>
    /// Waits until so many silos have given a sign of life from now on, each of which comes with a look at the whole table.
    /// </summary>
    public async Task HeardOfAsync(TimeSpan limit, int silos)
    {
        var before = Alive(await DataAsync());
        await Until.TrueAsync(
            $"signs of life of {silos} silos", limit, async () => Alive(await DataAsync()).Except(before).Count() >= silos, default);
    }

    /// <summary>Writes into the table that a silo is dead, as its peers would.</summary>
    public async Task DeclareDeadAsync(string name)
    {
        var data = await DataAsync();
        var key = data.Single(pair => pair.Key.StartsWith("silo.", StringComparison.Ordinal)
            && (string?)JsonNode.Parse((string)pair.Value!)!["name"] == name).Key;
        var version = ((string)data["version"]!).Split('.');
        var next = int.Parse(version[0], CultureInfo.InvariantCulture) + 1;
        var row = JsonNode.Parse((string)data[key]!)!.AsObject();
        (row["status"], row["version"]) = ("Dead", next);
        await Kube.MergeAsync(TableId,
            new JsonObject { ["data"] = new JsonObject { ["version"] = $"{next}.{version[1]}", [key] = row.ToJsonString() } }, default);
    }

    /// <summary>The table as it is stored.</summary>
    public async Task<JsonObject> DataAsync() => (await Kube.FindAsync(TableId, default))?["data"]?.AsObject() ?? [];

    /// <summary>Replaces the whole table, as the restore of a backup does.</summary>
    public async Task PutBackAsync(JsonObject backup)
    {
        var data = backup.DeepClone().AsObject();
        foreach (var (key, _) in (await DataAsync()).Where(pair => !backup.ContainsKey(pair.Key)))
        {
            data[key] = null;
        }

        await Kube.MergeAsync(TableId, new JsonObject { ["data"] = data }, default);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await Kube.DeleteAsync(new ObjectId("v1", "Namespace", null, _namespace), default);
        Kube.Dispose();
    }

    private async Task<IReadOnlyList<JsonObject>> RowsAsync() =>
        [.. (await DataAsync()).Where(pair => pair.Key.StartsWith("silo.", StringComparison.Ordinal))
            .Select(pair => JsonNode.Parse((string)pair.Value!)!.AsObject())];

    private static List<(string Key, string Time)> Alive(JsonObject data) =>
        [.. data.Where(pair => pair.Key.StartsWith("alive.", StringComparison.Ordinal)).Select(pair => (pair.Key, (string)pair.Value!))];
}
