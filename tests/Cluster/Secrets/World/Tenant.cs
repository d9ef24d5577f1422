using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets.World;

/// <summary>
/// One namespace: a VaultConnection, a VaultAuth, a Deployment <c>app</c>, and maybe a VaultStaticSecret <c>app</c> that reads
/// <c>kv/NAMESPACE/app</c> into the Secret <c>app</c>.
/// </summary>
internal sealed class Tenant(OuterWorld world, string ns)
{
    /// <summary>For what comes about some time, on a busy machine too.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public string Namespace => ns;

    public OuterWorld World => world;

    public ObjectId Resource => ObjectId.Custom("VaultStaticSecret", ns, "app");

    public ObjectId Deployment => ObjectId.Deployment(ns, "app");

    public Task BuildAsync() => world.Kube.ApplyYamlAsync($$"""
        apiVersion: v1
        kind: Namespace
        metadata: { name: {{ns}} }
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: reader, namespace: {{ns}} }
        ---
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultConnection
        metadata: { name: vault, namespace: {{ns}} }
        spec: { address: "{{world.Vault.Address.ToString().TrimEnd('/')}}" }
        ---
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultAuth
        metadata: { name: auth, namespace: {{ns}} }
        spec:
          vaultConnectionRef: vault
          method: kubernetes
          mount: {{OuterWorld.Auth}}
          kubernetes: { role: {{OuterWorld.Role}}, serviceAccount: reader }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: app, namespace: {{ns}} }
        spec:
          replicas: 0
          selector: { matchLabels: { app: app } }
          template:
            metadata: { labels: { app: app } }
            spec: { containers: [{ name: app, image: "registry.k8s.io/pause:3.10" }] }
        """, default);

    /// <summary>The manifest of a VaultStaticSecret; <paramref name="change"/> may alter its spec.</summary>
    public JsonObject Manifest(Action<JsonObject>? change = null, string name = "app")
    {
        var manifest = Yaml.Documents($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultStaticSecret
            metadata: { name: {{name}}, namespace: {{ns}} }
            spec:
              vaultAuthRef: auth
              mount: {{OuterWorld.Kv}}
              type: kv-v2
              path: {{ns}}/{{name}}
              refreshAfter: 2s
              destination: { create: true, name: {{name}} }
              rolloutRestartTargets: [{ kind: Deployment, name: app }]
            """).Single();
        change?.Invoke(manifest["spec"]!.AsObject());
        return manifest;
    }

    public Task DeclareAsync(Action<JsonObject>? change = null, string name = "app") =>
        world.Kube.ApplyAsync(Manifest(change, name), default);

    public Task PutAsync(string value, string name = "app") =>
        world.Admin.PutAsync(OuterWorld.Kv, $"{ns}/{name}", new JsonObject { ["password"] = value }, default);

    public Task MergeAsync(JsonObject patch) => world.Kube.MergeAsync(Resource, patch, default);

    public Task TamperAsync(string key, string value, string name = "app") => world.Kube.MergeAsync(
        ObjectId.Secret(ns, name),
        new JsonObject { ["data"] = new JsonObject { [key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) } }, default);

    public Task<JsonObject?> FindAsync() => world.Kube.FindAsync(Resource, default);

    public Task<JsonObject?> SecretAsync(string name = "app") => world.Kube.FindAsync(ObjectId.Secret(ns, name), default);

    public async Task<string?> ValueAsync(string name = "app", string key = "password") => Value(await SecretAsync(name), key);

    private static string? Value(JsonObject? secret, string key = "password") =>
        (string?)secret?["data"]?[key] is { } encoded ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded)) : null;

    /// <summary>Grows by one with each change of the pod template.</summary>
    public async Task<long> RolloutsAsync() => (long)(await world.Kube.FindAsync(Deployment, default))!["metadata"]!["generation"]! - 1;

    public async Task<JsonObject?> ConditionAsync(string type) => ConditionOf(await FindAsync(), type);

    public static JsonObject? ConditionOf(JsonObject? resource, string type) =>
        resource?["status"]?["conditions"]?.AsArray().OfType<JsonObject>().FirstOrDefault(condition => (string?)condition["type"] == type);

    /// <summary>True when the Secret holds the value, the journal says so, and nothing is owed.</summary>
    public async Task<bool> IsSettledAsync(string value, string secret = "app")
    {
        var resource = await FindAsync();
        var (status, generation) = (resource?["status"], (long?)resource?["metadata"]?["generation"]);
        return status?["snapshot"] is { } snapshot && snapshot["restartTargetsPending"] is null && snapshot["previousSecretName"] is null
            && snapshot["replacing"] is null && (long?)snapshot["syncedGeneration"] == generation && (string?)snapshot["phase"] == "Synced"
            && await SecretAsync(secret) is { } found
            && (string?)found["metadata"]?["annotations"]?["coffer.secrets.hashicorp.com/content-digest"]
                == (string?)snapshot["contentDigest"]
            && (string?)found["metadata"]?["uid"] == (string?)snapshot["secretUID"]
            && Value(found) == value;
    }

    public Task SettlesAsync(string value, TimeSpan? limit = null, string secret = "app") =>
        Until.TrueAsync(
            $"{ns}: Secret {secret} to hold '{value}' and nothing owed", limit ?? Patience, () => IsSettledAsync(value, secret),
            DescribeAsync, default);

    /// <summary>The history, as (number, type, rest).</summary>
    public async Task<IReadOnlyList<HistoryLine>> HistoryAsync() => HistoryOf(await FindAsync());

    public static IReadOnlyList<HistoryLine> HistoryOf(JsonObject? resource) =>
        [.. resource?["status"]?["history"]?.AsArray().Select(line => HistoryLine.Parse((string)line!)) ?? []];

    public async Task<string> DescribeAsync()
    {
        var status = (await FindAsync())?["status"]?.ToJsonString() ?? "no status";
        return $"{ns}: password={await ValueAsync()}, rollouts={await RolloutsAsync()}, status {status}";
    }
}

/// <summary>One line of <c>status.history</c>.</summary>
internal sealed record HistoryLine(long Number, string Type, string Detail)
{
    public static HistoryLine Parse(string line)
    {
        var parts = line.Split(' ', 4);
        return new HistoryLine(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[2], parts.Length > 3 ? parts[3] : "");
    }
}
