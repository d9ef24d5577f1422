using System.Text;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.TakeOver;

/// <summary>
/// A cluster that the Vault Secrets Operator served until now: its objects as it leaves them, with their status,
/// finalizers and field managers.
/// </summary>
public sealed class TakeOverTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private const string Finalizer = "vaultstaticsecret.secrets.hashicorp.com/finalizer";

    private Stage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await Stage.BuildAsync(servers);
        await _stage.DeclareLoginAsync();
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Nothing_is_written_or_rolled_until_the_content_changes_and_then_the_fields_are_ours()
    {
        await _stage.Vault.PutAsync("app", ("password", "one"), ("username", "demo"));
        await LeftByTheReferenceAsync("app");
        var (secret, rollouts) = (await _stage.FindSecretAsync("app"), await GenerationAsync());

        await _stage.StartOperatorAsync("--restart-window", "1s", "--restart-interval", "1s");
        await _stage.IsReadyAsync("app");
        Assert.Equal((string?)secret!["metadata"]!["resourceVersion"],
            (string?)(await _stage.FindSecretAsync("app"))!["metadata"]!["resourceVersion"]);
        Assert.Equal(["Adopted"], await HistoryAsync());

        await _stage.Vault.PutAsync("app", ("password", "two"));
        await _stage.SecretBecomesAsync("app", "password", "two", "app");
        await _stage.SaysAsync("app", "RolloutRestart", "True");
        Assert.Equal(["_raw", "password"], (await _stage.SecretAsync("app"))!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(rollouts + 1, await GenerationAsync());
        Assert.Equal(["Adopted", "SecretWritten", "RestartRequested", "RestartCompleted"], await HistoryAsync());

        await _stage.Kube.DeleteAsync(_stage.StaticSecret("app"), default);
        await _stage.EventuallyAsync("the resource to be gone", _stage.StaticSecret("app"),
            async () => await _stage.Kube.FindAsync(_stage.StaticSecret("app"), default) is null);
    }

    /// <summary>Counted where the servers are the embedded ones; the others don't tell.</summary>
    [Fact]
    public async Task One_object_costs_one_read_one_look_at_its_Secret_and_one_status_patch()
    {
        await _stage.Vault.PutAsync("app", ("password", "one"), ("username", "demo"));
        await LeftByTheReferenceAsync("app", refreshAfter: "8760h");
        servers.EmbeddedKubernetes?.Requests.Reset();
        var reads = Reads("app");

        await _stage.StartOperatorAsync();
        await _stage.IsReadyAsync("app");
        await ProveAsync();

        Assert.Equal(["Adopted"], await HistoryAsync());
        if (servers is { EmbeddedKubernetes: { } kubernetes, EmbeddedVault: not null })
        {
            Assert.Equal(1, Reads("app") - reads);
            var asked = kubernetes.Requests.Recent.Where(
                request => request.UserAgent.StartsWith("coffer", StringComparison.OrdinalIgnoreCase) && request.Namespace == _stage.App
                    && request.Name == "app");
            Assert.Equal(["get secrets ", "patch vaultstaticsecrets status"],
                asked.Select(request => $"{request.Verb} {request.Resource} {request.Subresource}").Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task What_changed_in_Vault_while_no_operator_ran_is_written_and_rolled_once()
    {
        await _stage.Vault.PutAsync("app", ("password", "one"), ("username", "demo"));
        await LeftByTheReferenceAsync("app");
        var rollouts = await GenerationAsync();
        await _stage.Vault.PutAsync("app", ("password", "two"), ("username", "demo"));

        await _stage.StartOperatorAsync("--restart-window", "1s", "--restart-interval", "1s");
        await _stage.SecretBecomesAsync("app", "password", "two", "app");
        await _stage.SaysAsync("app", "RolloutRestart", "True");
        Assert.Equal(rollouts + 1, await GenerationAsync());
    }

    [Fact]
    public async Task A_status_that_another_operator_keeps_writing_stops_this_one()
    {
        await _stage.Vault.PutAsync("app", ("password", "one"));
        await _stage.StartOperatorAsync();
        await _stage.DeclareAsync("app", path: "app");
        await _stage.IsReadyAsync("app");

        await _stage.EventuallyAsync("the contest to be seen", _stage.StaticSecret("app"), async () =>
        {
            if ((await _stage.ConditionsAsync(_stage.StaticSecret("app"))).GetValueOrDefault("Contested") is { Status: "True" })
            {
                return true;
            }

            await _stage.Kube.MergeStatusAsync(_stage.StaticSecret("app"), ReferenceStatus(), default);
            return false;
        });
    }

    /// <summary>What the reference writes of its own; the fields that it does not know it drops.</summary>
    private static JsonObject ReferenceStatus() => new()
    {
        ["lastGeneration"] = 1,
        ["secretMAC"] = Convert.ToBase64String(new byte[32]),
        ["observedGeneration"] = null,
        ["journalVersion"] = null,
        ["history"] = null,
        ["snapshot"] = null,
    };

    private long Reads(string name) => servers.EmbeddedVault?.Requests.Count("read", $"{_stage.Vault.Kv}/data/{name}") ?? 0;

    /// <summary>A new object that is ready shows that the operator has heard of everything that was there before.</summary>
    private async Task ProveAsync()
    {
        await _stage.Vault.PutAsync("prover", ("password", "one"));
        await _stage.DeclareAsync("prover", path: "prover");
        await _stage.IsReadyAsync("prover");
    }

    private async Task LeftByTheReferenceAsync(string name, string refreshAfter = "2s")
    {
        await _stage.ApplyAsync($$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: {{name}}, namespace: {{_stage.App}} }
            spec:
              replicas: 0
              selector: { matchLabels: { app: {{name}} } }
              template:
                metadata: { labels: { app: {{name}} } }
                spec: { containers: [{ name: app, image: "registry.k8s.io/pause:3.10" }] }
            """);
        await _stage.DeclareAsync(name, manifest =>
        {
            manifest["metadata"]!["finalizers"] = new JsonArray(Finalizer);
            manifest["spec"]!["refreshAfter"] = refreshAfter;
            manifest["spec"]!["rolloutRestartTargets"] = new JsonArray(new JsonObject { ["kind"] = "Deployment", ["name"] = name });
        }, name);
        var resource = (await _stage.Kube.FindAsync(_stage.StaticSecret(name), default))!;
        await _stage.Kube.MergeStatusAsync(_stage.StaticSecret(name), ReferenceStatus(), default);
        await _stage.Kube.ApplyAsync(await SecretOfTheReferenceAsync(name, (string)resource["metadata"]!["uid"]!), default);
    }

    private async Task<JsonObject> SecretOfTheReferenceAsync(string name, string uid)
    {
        var answer = (await _stage.Vault.Admin.ReadAsync($"{_stage.Vault.Kv}/data/{name}", default))!["data"]!.AsObject();
        var data = new JsonObject { ["_raw"] = Base64(Sorted(answer).ToJsonString()) };
        foreach (var (key, value) in answer["data"]!.AsObject())
        {
            data[key] = Base64((string)value!);
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = _stage.App,
                ["labels"] = new JsonObject
                {
                    ["app.kubernetes.io/managed-by"] = "hashicorp-vso",
                    ["app.kubernetes.io/name"] = "vault-secrets-operator",
                    ["app.kubernetes.io/component"] = "secret-sync",
                    ["secrets.hashicorp.com/vso-ownerRefUID"] = uid,
                },
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = "secrets.hashicorp.com/v1beta1",
                    ["kind"] = "VaultStaticSecret",
                    ["name"] = name,
                    ["uid"] = uid,
                }),
            },
            ["type"] = "Opaque",
            ["data"] = data,
        };
    }

    /// <summary>Go's encoder sorts the keys of maps.</summary>
    private static JsonNode Sorted(JsonObject json) => new JsonObject(json.OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => KeyValuePair.Create(field.Key, field.Value is JsonObject inner ? Sorted(inner) : field.Value?.DeepClone())));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<long> GenerationAsync() =>
        (long)(await _stage.Kube.FindAsync(ObjectId.Deployment(_stage.App, "app"), default))!["metadata"]!["generation"]!;

    private async Task<IEnumerable<string>> HistoryAsync() =>
        (await _stage.Kube.FindAsync(_stage.StaticSecret("app"), default))!["status"]!["history"]!.AsArray()
            .Select(line => ((string)line!).Split(' ')[2]);
}
