using System.Text;
using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Support;
using Coffer.Tests.Support;

namespace Coffer.Chart.Tests.Live.Policies;

/// <summary>
/// The operator lives its whole life in a real cluster under the chart's rights and policies, and nothing of it is refused.
/// </summary>
[Collection(Neighbours)]
public sealed class LifeUnderPoliciesTests
{
    /// <summary>
    /// The operator here serves all namespaces: objects of others whose namespaces end beside it would be refused Events.
    /// </summary>
    public const string Neighbours = "operators of all namespaces and whose objects they would serve";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private static readonly string[] Targets = ["Deployment", "DaemonSet", "StatefulSet", "Rollout"];

    [ServerTheory]
    [InlineData("rbac: { secrets: watch }")]
    [InlineData("rbac: { secrets: named }")]
    [InlineData("rbac: { secrets: { namespaces: [$APP] } }")]
    [InlineData("hardened")]
    public async Task A_secret_lives_its_life_and_nothing_is_refused(string values)
    {
        await using var server = await GuardedServer.StartAsync(values == "hardened" ? Cases.ValueSets.Hardened : values);
        await using var vault = await VaultSite.StartAsync(server);
        await using var pods = await Pods.StartAsync(server);

        await vault.PutAsync("winter");
        await DeclareAsync(server, vault);
        await BecomesAsync(server, "winter");
        await vault.PutAsync("spring");
        await BecomesAsync(server, "spring");
        await AreRestartedAsync(server);
        await RepairAsync(server);
        await RenameAsync(server);
        await LetGoAsync(server);

        var asked = await pods.RequestsAsync();
        var refused = asked.Where(line => line.Contains("forbidden", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.True(refused.Count == 0, string.Join("; ", refused));
        Assert.All(["deployments", "daemonsets", "statefulsets", "rollouts"], resource => Assert.Contains(asked,
            line => line.Contains($"resource=\"{resource}\"", StringComparison.Ordinal)
                && line.Contains("verb=\"patch\"", StringComparison.Ordinal)));
    }

    private static async Task DeclareAsync(GuardedServer server, VaultSite vault)
    {
        foreach (var kind in Targets)
        {
            await server.MakeAsync(Workloads.Manifest(kind, server.App));
        }

        // Of the operator's namespace: the hardened values let no other lead to a test's Vault.
        await server.MakeAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultConnection
            metadata: { name: vault, namespace: {{server.Home}} }
            spec: { address: "{{vault.Address}}" }
            ---
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultAuth
            metadata: { name: login, namespace: {{server.App}} }
            spec: { vaultConnectionRef: {{server.Home}}/vault, method: kubernetes, mount: {{vault.Auth}}, kubernetes: { role: reader, serviceAccount: plain, audiences: [vault] } }
            ---
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultStaticSecret
            metadata: { name: life, namespace: {{server.App}} }
            spec:
              vaultAuthRef: login
              mount: {{vault.Mount}}
              type: kv-v2
              path: life
              refreshAfter: 2s
              destination: { name: life, create: true }
              rolloutRestartTargets: [{ kind: Deployment, name: web }, { kind: DaemonSet, name: web }, { kind: StatefulSet, name: web }, { kind: argo.Rollout, name: web }]
            """);
    }

    private static async Task AreRestartedAsync(GuardedServer server)
    {
        foreach (var kind in Targets)
        {
            var path = kind == "Rollout" ? "restartAt" : "template/metadata/annotations/vso.secrets.hashicorp.com~1restartedAt";
            await Until.SeenAsync($"the {kind} to be restarted", Patience, async () =>
            {
                var spec = (await server.Admin.FindAsync(Workloads.Id(kind, server.App), default))?["spec"];
                var at = path.Split('/').Aggregate(spec, (node, step) => node?[step.Replace("~1", "/", StringComparison.Ordinal)]);
                return (at is not null, await StatusAsync(server));
            }, default);
        }
    }

    private static async Task RepairAsync(GuardedServer server)
    {
        var tampered = Convert.ToBase64String(Encoding.UTF8.GetBytes("tampered"));
        await server.Admin.MergeAsync(
            ObjectId.Secret(server.App, "life"), new JsonObject { ["data"] = new JsonObject { ["password"] = tampered } }, default);
        await BecomesAsync(server, "spring");
    }

    private static async Task RenameAsync(GuardedServer server)
    {
        await server.Admin.MergeAsync(
            StaticSecret(server), JsonNode.Parse("""{ "spec": { "destination": { "name": "renamed" } } }""")!.AsObject(), default);
        await Until.SeenAsync("the Secret under its new name alone", Patience, async () => (
            await server.Admin.FindAsync(ObjectId.Secret(server.App, "renamed"), default) is not null
            && await server.Admin.FindAsync(ObjectId.Secret(server.App, "life"), default) is null,
            await StatusAsync(server)), default);
    }

    private static async Task LetGoAsync(GuardedServer server)
    {
        var id = ObjectId.Custom("VaultStaticSecret", server.App, "left");
        await server.Admin.ApplyYamlAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultStaticSecret
            metadata: { name: left, namespace: {{server.App}}, finalizers: [vaultstaticsecret.secrets.hashicorp.com/finalizer] }
            spec: { mount: kv, type: kv-v2, path: p, destination: { name: left } }
            """, default);
        await server.Admin.DeleteAsync(id, default);
        await Until.TrueAsync("the resource to go", Patience, async () => await server.Admin.FindAsync(id, default) is null, default);
    }

    private static Task BecomesAsync(GuardedServer server, string password) => Until.SeenAsync($"password={password}", Patience, async () =>
    {
        var encoded = (string?)(await server.Admin.FindAsync(ObjectId.Secret(server.App, "life"), default))?["data"]?["password"];
        return (encoded is not null && Encoding.UTF8.GetString(Convert.FromBase64String(encoded)) == password, await StatusAsync(server));
    }, default);

    private static async Task<string> StatusAsync(GuardedServer server) =>
        (await server.Admin.FindAsync(StaticSecret(server), default))?["status"]?.ToJsonString() ?? "no status";

    private static ObjectId StaticSecret(GuardedServer server) => ObjectId.Custom("VaultStaticSecret", server.App, "life");
}
