using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Harness;

/// <summary>
/// A test class's own world: three namespaces, a site in Vault, and an operator that serves these namespaces alone. It
/// goes when the class is done.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly Servers _servers;
    private CofferProcess? _operator;
    private PkiSite? _pki;

    private Stage(Servers servers)
    {
        _servers = servers;
        Kube = new KubeClient(servers.Kubeconfig);
        Vault = new VaultSite(new VaultAdmin(servers.VaultAddress, servers.VaultToken), Kube, servers.KubernetesHost, _id);
    }

    public KubeClient Kube { get; }

    public VaultSite Vault { get; }

    /// <summary>What there is of PKI, once it was asked for.</summary>
    public PkiSite Pki => _pki ?? throw new InvalidOperationException("There is no PKI: see BuildPkiAsync.");

    /// <summary>Address of the Vault itself, without trailing slash.</summary>
    public string VaultAddress => _servers.VaultAddress.ToString().TrimEnd('/');

    /// <summary>Namespace of the operator.</summary>
    public string Home => $"coffer-{_id}";

    /// <summary>Namespace of VaultConnections and VaultAuths.</summary>
    public string Central => $"central-{_id}";

    /// <summary>Namespace of applications; has the ServiceAccount <c>reader</c>.</summary>
    public string App => $"app-{_id}";

    /// <summary>Environment variables of operators that are started from now on.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public CofferProcess Operator => _operator ?? throw new InvalidOperationException("The operator is not running.");

    public static async Task<Stage> OpenAsync(Servers servers, params string[] flags)
    {
        var stage = await BuildAsync(servers);
        try
        {
            await stage.StartOperatorAsync(flags);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>A stage whose operator is still to be started.</summary>
    public static async Task<Stage> BuildAsync(Servers servers)
    {
        var stage = new Stage(servers);
        try
        {
            await stage.BuildAsync();
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Two authorities in Vault, for classes that need them.</summary>
    public async Task BuildPkiAsync() => _pki ??= await PkiSite.BuildAsync(Vault, _id);

    public Task StartOperatorAsync(params string[] flags) => StartOperatorWithAsync(_servers.Kubeconfig, flags);

    /// <summary>Starts the operator with another kubeconfig than the test's own.</summary>
    public async Task StartOperatorWithAsync(string kubeconfig, params string[] flags) =>
        _operator = await CofferProcess.StartAsync(
            Launch.Default with { Variables = Variables }, kubeconfig, Home, [Home, Central, App], flags);

    /// <summary>What the operator's HTTP port answers with 200 to a GET.</summary>
    public async Task<string> PageAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = Operator.Http };
        using var answer = await http.GetAsync(path);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>A Deployment of no replicas in the application namespace.</summary>
    public Task MakeDeploymentAsync(string name) => ApplyAsync($$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{name}}, namespace: {{App}} }
        spec:
          replicas: 0
          selector: { matchLabels: { app: {{name}} } }
          template:
            metadata: { labels: { app: {{name}} } }
            spec: { containers: [{ name: app, image: "registry.k8s.io/pause:3.10" }] }
        """);

    public Task ApplyAsync(string yaml) => Kube.ApplyYamlAsync(yaml, default);

    /// <summary>The VaultStaticSecret of this name.</summary>
    public ObjectId StaticSecret(string name) => ObjectId.Custom("VaultStaticSecret", App, name);

    /// <summary>A VaultConnection <c>vault</c> and a VaultAuth <c>login</c> by which the application namespace may log in.</summary>
    public Task DeclareLoginAsync() => ApplyAsync($$"""
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultConnection
        metadata: { name: vault, namespace: {{Central}} }
        spec: { address: "{{VaultAddress}}" }
        ---
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultAuth
        metadata: { name: login, namespace: {{Central}} }
        spec:
          vaultConnectionRef: vault
          method: kubernetes
          mount: {{Vault.Auth}}
          kubernetes: { role: {{VaultSite.Role}}, serviceAccount: reader }
          allowedNamespaces: [{{App}}]
        """);

    /// <summary>
    /// Declares a VaultStaticSecret, by default of kv-v2, read every 2 s with the login of <see cref="DeclareLoginAsync"/>
    /// into a Secret of its name.
    /// </summary>
    public Task DeclareAsync(string name, Action<JsonObject>? change = null, string path = "demo/config")
    {
        var manifest = Yaml.Documents($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultStaticSecret
            metadata: { name: {{name}}, namespace: {{App}} }
            spec:
              vaultAuthRef: {{Central}}/login
              mount: {{Vault.Kv}}
              type: kv-v2
              path: {{path}}
              refreshAfter: 2s
              destination: { create: true, name: {{name}} }
            """).Single();
        change?.Invoke(manifest);
        return Kube.ApplyAsync(manifest, default);
    }

    /// <summary>
    /// Declares a VaultPKISecret of the intermediate's role <c>web</c>, with the login of <see cref="DeclareLoginAsync"/>, into a Secret of
    /// its name.
    /// </summary>
    public Task DeclarePkiAsync(string name, Action<JsonObject>? change = null)
    {
        var manifest = Yaml.Documents($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultPKISecret
            metadata: { name: {{name}}, namespace: {{App}} }
            spec:
              vaultAuthRef: {{Central}}/login
              mount: {{Pki.Intermediate}}
              role: {{PkiSite.Role}}
              commonName: {{name}}.{{PkiSite.Domain}}
              destination: { create: true, name: {{name}} }
            """).Single();
        change?.Invoke(manifest);
        return Kube.ApplyAsync(manifest, default);
    }

    /// <summary>The VaultPKISecret of this name.</summary>
    public ObjectId PkiSecret(string name) => ObjectId.Custom("VaultPKISecret", App, name);

    /// <summary>Serial number in the status of a VaultPKISecret, once it is ready; with another than this one.</summary>
    public async Task<string> SerialAsync(string name, string? but = null)
    {
        var serial = "";
        await EventuallyAsync($"{name} to have a certificate other than {but}", PkiSecret(name), async () =>
            (await ConditionsAsync(PkiSecret(name))).GetValueOrDefault("Ready") is { Status: "True" }
            && (serial = (string?)(await Kube.FindAsync(PkiSecret(name), default))?["status"]?["serialNumber"] ?? "").Length > 0
            && serial != but);
        return serial;
    }

    /// <summary>A Secret in the application namespace that somebody made by hand.</summary>
    public Task MakeSecretAsync(string name, string key, string value) => ApplyAsync($$"""
        apiVersion: v1
        kind: Secret
        metadata: { name: {{name}}, namespace: {{App}} }
        stringData: { {{key}}: {{value}} }
        """);

    /// <summary>The whole Secret of the application namespace; null when there is none.</summary>
    public Task<JsonObject?> FindSecretAsync(string name) => Kube.FindAsync(ObjectId.Secret(App, name), default);

    /// <summary>
    /// Waits until the operator has said this of the VaultStaticSecret: a condition of the type and status whose
    /// message has all of these words.
    /// </summary>
    public Task SaysAsync(string name, string type, string status, params string[] words) =>
        SaysAsync(StaticSecret(name), type, status, words);

    /// <summary>The same of any object.</summary>
    public Task SaysAsync(ObjectId id, string type, string status, params string[] words) => EventuallyAsync(
        $"{type}={status} with {string.Join(", ", words)}", id, async () =>
            (await ConditionsAsync(id)).GetValueOrDefault(type) is { } condition && condition.Status == status
            && words.All(word => condition.Message.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Waits until the VaultStaticSecret is ready.</summary>
    public Task IsReadyAsync(string name) => SaysAsync(name, "Ready", "True");

    /// <summary>The decoded data of a Secret of the application namespace; null when there is none.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> SecretAsync(string name)
    {
        var secret = await Kube.FindAsync(ObjectId.Secret(App, name), default);
        return secret?["data"]?.AsObject().ToDictionary(
            pair => pair.Key, pair => Encoding.UTF8.GetString(Convert.FromBase64String((string)pair.Value!)))
            ?? (secret is null ? null : []);
    }

    /// <summary>Waits until a value of the Secret is this one.</summary>
    public Task SecretBecomesAsync(string name, string key, string value, string staticSecret) => EventuallyAsync(
        $"Secret {name} to hold {key}={value}", ObjectId.Custom("VaultStaticSecret", App, staticSecret),
        async () => await SecretAsync(name) is { } data && data.TryGetValue(key, out var now) && now == value);

    /// <summary>
    /// Waits until it holds. The message of a failure has the object's status, its Events and the end of the operator's log.
    /// </summary>
    public async Task EventuallyAsync(string what, ObjectId about, Func<Task<bool>> holds, TimeSpan? limit = null)
    {
        try
        {
            await Until.TrueAsync(what, limit ?? Patience, holds, default);
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException(
                $"{timeout.Message}{Environment.NewLine}{await DescribeAsync(about)}{Environment.NewLine}{_operator?.Tail()}");
        }
    }

    /// <summary>Conditions of an object, by type.</summary>
    public async Task<IReadOnlyDictionary<string, Condition>> ConditionsAsync(ObjectId id)
    {
        var conditions = (await Kube.FindAsync(id, default))?["status"]?["conditions"]?.AsArray().OfType<JsonObject>() ?? [];
        return conditions.Select(Condition.Read).ToDictionary(condition => condition.Type);
    }

    /// <summary>Events on an object.</summary>
    public async Task<IReadOnlyList<KubeEvent>> EventsAsync(ObjectId id)
    {
        var events = await Kube.ListAsync(new ObjectId("v1", "Event", id.Namespace, ""), default);
        return [.. events.Select(KubeEvent.Read).Where(seen => seen.Kind == id.Kind && seen.Name == id.Name)];
    }

    public async Task<string> DescribeAsync(ObjectId id)
    {
        var status = (await Kube.FindAsync(id, default))?["status"]?.ToJsonString() ?? "no status";
        var events = (await EventsAsync(id)).Select(seen => string.Create(
            CultureInfo.InvariantCulture, $"  {seen.Type} {seen.Reason}: {seen.Message}"));
        return $"{id}: {status}{Environment.NewLine}Events:{Environment.NewLine}"
            + $"{string.Join(Environment.NewLine, events.DefaultIfEmpty("  none"))}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_operator is not null)
        {
            await _operator.DisposeAsync();
        }

        await Kube.DeleteAsync(new ObjectId("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", null, $"coffer-reviewer-{_id}"), default);
        await ReleaseAsync();
        foreach (var ns in new[] { App, Central, Home })
        {
            await Kube.DeleteAsync(new ObjectId("v1", "Namespace", null, ns), default);
        }

        if (_pki is not null)
        {
            await _pki.RazeAsync();
        }

        await Vault.RazeAsync();
        Vault.Admin.Dispose();
        Kube.Dispose();
    }

    /// <summary>
    /// With the operator gone nobody else lets go of the finalizers that a case put on, and the namespace would never end.
    /// </summary>
    private async Task ReleaseAsync()
    {
        foreach (var kind in new[] { "VaultConnection", "VaultAuth", "VaultStaticSecret", "VaultDynamicSecret", "VaultPKISecret" })
        {
            var held = (await Kube.ListAsync(ObjectId.Custom(kind, App, ""), default)).Where(
                resource => resource["metadata"]!["finalizers"] is not null);
            foreach (var resource in held)
            {
                await Kube.MergeAsync(
                    ObjectId.Custom(kind, App, (string)resource["metadata"]!["name"]!),
                    new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } }, default);
            }
        }
    }

    private async Task BuildAsync()
    {
        await ApplyAsync($$"""
            apiVersion: v1
            kind: Namespace
            metadata: { name: {{Home}} }
            ---
            apiVersion: v1
            kind: Namespace
            metadata: { name: {{Central}} }
            ---
            apiVersion: v1
            kind: Namespace
            metadata: { name: {{App}} }
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: reviewer, namespace: {{Home}} }
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: reader, namespace: {{App}} }
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: { name: coffer-reviewer-{{_id}} }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:auth-delegator" }
            subjects: [{ kind: ServiceAccount, name: reviewer, namespace: {{Home}} }]
            """);
        await Vault.BuildAsync(Home, App);
    }
}

/// <summary>A condition as it stands in a status.</summary>
internal sealed record Condition(string Type, string Status, string Reason, string Message)
{
    public static Condition Read(JsonObject json) =>
        new((string)json["type"]!, (string)json["status"]!, (string)json["reason"]!, (string?)json["message"] ?? "");
}

/// <summary>An Event as it stands in the API.</summary>
internal sealed record KubeEvent(string Kind, string Name, string Type, string Reason, string Message)
{
    public static KubeEvent Read(JsonObject json) => new(
        (string?)json["involvedObject"]?["kind"] ?? "", (string?)json["involvedObject"]?["name"] ?? "",
        (string?)json["type"] ?? "", (string?)json["reason"] ?? "", (string?)json["message"] ?? "");
}
