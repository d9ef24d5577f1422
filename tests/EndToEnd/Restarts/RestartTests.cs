using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Restarts;

/// <summary>
/// One change of content commands each workload once, whatever kind and state it is in; what people do to it afterwards is theirs.
/// </summary>
public sealed class RestartTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private const string RestartedAt = "vso.secrets.hashicorp.com/restartedAt";

    private Stage _stage = null!;

    public async Task InitializeAsync() => _stage = await house.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("Deployment", "{}", "restarted")]
    [InlineData("Deployment", "{ paused: true }", "paused")]
    [InlineData("StatefulSet", "{ serviceName: app }", "restarted")]
    [InlineData("StatefulSet", "{ serviceName: app, updateStrategy: { type: OnDelete } }", "OnDelete")]
    [InlineData("DaemonSet", "{}", "restarted")]
    public async Task A_workload_is_rolled_once_per_change(string kind, string more, string said)
    {
        var name = $"rolled-{kind}-{said}".ToLowerInvariant();
        var workload = await WorkloadAsync(kind, name, more);
        await SyncedAsync(name, (kind, name));
        Assert.Null(await StampAsync(workload));

        await _stage.Vault.PutAsync(name, ("password", "two"));
        await _stage.SaysAsync(name, "RolloutRestart", "True", $"{kind}/{name}", said);
        var stamp = await StampAsync(workload);
        Assert.True(DateTimeOffset.TryParse(stamp, out _), $"{RestartedAt} is {stamp}");

        await RePutAsync(name);
        Assert.Equal(stamp, await StampAsync(workload));
    }

    [Fact]
    public async Task What_can_not_be_rolled_is_said_and_does_not_hold_up_the_rest()
    {
        var workload = await WorkloadAsync("Deployment", "present", "{}");
        await SyncedAsync("several", ("Deployment", "absent"), ("argo.Rollout", "absent"), ("Deployment", "present"));

        await _stage.Vault.PutAsync("several", ("password", "two"));
        await _stage.SaysAsync("several", "RolloutRestart", "False", "Deployment/absent does not exist", "argo.Rollout/absent",
            "Deployment/present restarted");
        Assert.NotNull(await StampAsync(workload));
        await _stage.IsReadyAsync("several");
    }

    [Fact]
    public async Task An_undone_rollout_is_not_repeated_and_the_next_change_rolls_again()
    {
        var workload = await WorkloadAsync("Deployment", "undone", "{}");
        await SyncedAsync("undone", ("Deployment", "undone"));
        await _stage.Vault.PutAsync("undone", ("password", "two"));
        await _stage.SaysAsync("undone", "RolloutRestart", "True");

        // What `kubectl rollout undo` does to the template.
        await _stage.Kube.MergeAsync(workload, JsonNode.Parse(
            """{"spec":{"template":{"metadata":{"annotations":{"vso.secrets.hashicorp.com/restartedAt":null}}}}}""")!.AsObject(), default);
        await RePutAsync("undone");
        Assert.Null(await StampAsync(workload));

        await _stage.Vault.PutAsync("undone", ("password", "three"));
        await _stage.EventuallyAsync("the next rollout", _stage.StaticSecret("undone"), async () => await StampAsync(workload) is not null);
    }

    [Fact]
    public async Task Without_digests_workloads_are_left_alone_and_that_is_said()
    {
        var workload = await WorkloadAsync("Deployment", "undigested", "{}");
        await SyncedAsync("undigested", manifest => manifest["spec"]!["hmacSecretData"] = false, ("Deployment", "undigested"));

        await _stage.Vault.PutAsync("undigested", ("password", "two"));
        await _stage.SecretBecomesAsync("undigested", "password", "two", "undigested");
        await _stage.SaysAsync("undigested", "RolloutRestart", "False", "hmacSecretData");
        await RePutAsync("undigested");
        Assert.Null(await StampAsync(workload));
    }

    private Task SyncedAsync(string name, params (string Kind, string Name)[] targets) => SyncedAsync(name, static _ => { }, targets);

    private async Task SyncedAsync(string name, Action<JsonObject> change, params (string Kind, string Name)[] targets)
    {
        await _stage.Vault.PutAsync(name, ("password", "one"));
        await _stage.DeclareAsync(name, manifest =>
        {
            manifest["spec"]!["rolloutRestartTargets"] = new JsonArray(
                [.. targets.Select(target => new JsonObject { ["kind"] = target.Kind, ["name"] = target.Name })]);
            change(manifest);
        }, name);
        await _stage.SecretBecomesAsync(name, "password", "one", name);
        await _stage.IsReadyAsync(name);
    }

    /// <summary>A put of equal values, seen in <c>_raw</c>, proves that a whole refresh passed.</summary>
    private async Task RePutAsync(string name)
    {
        var data = JsonNode.Parse((await _stage.SecretAsync(name))!["_raw"])!;
        var version = (int)data["metadata"]!["version"]!;
        await _stage.Vault.PutAsync(name, ("password", (string)data["data"]!["password"]!));
        await _stage.EventuallyAsync("a refresh to pass", _stage.StaticSecret(name), async () =>
            (int)JsonNode.Parse((await _stage.SecretAsync(name))!["_raw"])!["metadata"]!["version"]! == version + 1);
    }

    private async Task<ObjectId> WorkloadAsync(string kind, string name, string more)
    {
        var manifest = Yaml.Documents($$"""
            apiVersion: apps/v1
            kind: {{kind}}
            metadata: { name: {{name}}, namespace: {{_stage.App}} }
            spec:
              selector: { matchLabels: { app: {{name}} } }
              template:
                metadata: { labels: { app: {{name}} } }
                spec:
                  nodeSelector: { none: none }
                  containers: [{ name: app, image: "registry.k8s.io/pause:3.10" }]
            """).Single();
        foreach (var (key, value) in Yaml.Documents(more).Single())
        {
            manifest["spec"]![key] = value?.DeepClone();
        }

        if (kind != "DaemonSet")
        {
            manifest["spec"]!["replicas"] = 0;
        }

        await _stage.Kube.ApplyAsync(manifest, default);
        return ObjectId.Of(manifest);
    }

    private async Task<string?> StampAsync(ObjectId workload) =>
        (string?)(await _stage.Kube.FindAsync(workload, default))!["spec"]!["template"]!["metadata"]?["annotations"]?[RestartedAt];
}
