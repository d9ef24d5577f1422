using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.TakeOver;

/// <summary>Deleting a resource never hangs on the finalizer that the reference left on it, whatever its kind.</summary>
public sealed class LeftFinalizerTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private static readonly Dictionary<string, (string Finalizer, string Spec)> Kinds = new()
    {
        ["VaultConnection"] = ("vaultconnection.secrets.hashicorp.com/finalizer", """{ "address": "http://vault.example:8200" }"""),
        ["VaultAuth"] = ("vaultauth.secrets.hashicorp.com/finalizer",
            """{ "method": "jwt", "mount": "jwt", "jwt": { "role": "r", "serviceAccount": "reader" } }"""),
        ["VaultStaticSecret"] = ("vaultstaticsecret.secrets.hashicorp.com/finalizer",
            """{ "mount": "kv", "type": "kv-v2", "path": "p", "destination": { "name": "s" } }"""),
        ["VaultDynamicSecret"] = ("vaultdynamicsecret.secrets.hashicorp.com/finalizer",
            """{ "mount": "db", "path": "creds/app", "destination": { "name": "d" } }"""),
        ["VaultPKISecret"] = ("vaultpkisecrets.secrets.hashicorp.com/finalizer",
            """{ "mount": "pki", "role": "r", "destination": { "name": "p" } }"""),
    };

    private Stage _stage = null!;

    public async Task InitializeAsync() => _stage = await Stage.BuildAsync(servers);

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Deleting_a_resource_of_any_kind_or_its_namespace_never_hangs()
    {
        await _stage.StartOperatorAsync();
        foreach (var kind in Kinds.Keys)
        {
            await LeaveAsync(kind, "old");
            await LeaveAsync(kind, "other");
            await _stage.Kube.DeleteAsync(Id(kind, "old"), default);
        }

        await AllGoAsync("old");
        var space = new ObjectId("v1", "Namespace", null, _stage.App);
        await _stage.Kube.DeleteAsync(space, default);
        await AllGoAsync("other");
        await _stage.EventuallyAsync("the namespace to be gone", space, async () => await _stage.Kube.FindAsync(space, default) is null);
    }

    /// <summary>With a finalizer of somebody else beside it, of which nothing is known here.</summary>
    [Fact]
    public async Task What_was_being_deleted_before_the_start_goes_and_finalizers_of_others_stay()
    {
        foreach (var kind in Kinds.Keys)
        {
            await LeaveAsync(kind, "old");
            await LeaveAsync(kind, "kept", "example.com/theirs");
            await _stage.Kube.DeleteAsync(Id(kind, "old"), default);
            await _stage.Kube.DeleteAsync(Id(kind, "kept"), default);
        }

        await _stage.StartOperatorAsync();
        await AllGoAsync("old");
        foreach (var kind in Kinds.Keys)
        {
            await _stage.EventuallyAsync(
                "theirs to stay alone", Id(kind, "kept"), async () => await FinalizersAsync(kind, "kept") is ["example.com/theirs"]);
            await _stage.Kube.MergeAsync(
                Id(kind, "kept"), new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } }, default);
        }
    }

    private ObjectId Id(string kind, string name) => ObjectId.Custom(kind, _stage.App, name);

    private Task LeaveAsync(string kind, string name, params string[] others) => _stage.Kube.ApplyAsync(
        new JsonObject
        {
            ["apiVersion"] = "secrets.hashicorp.com/v1beta1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = _stage.App,
                ["finalizers"] = new JsonArray([.. others, Kinds[kind].Finalizer]),
            },
            ["spec"] = JsonNode.Parse(Kinds[kind].Spec),
        },
        default);

    private async Task<string[]> FinalizersAsync(string kind, string name) =>
        [.. (await _stage.Kube.FindAsync(
            Id(kind, name), default))?["metadata"]?["finalizers"]?.AsArray().Select(finalizer => (string)finalizer!) ?? []];

    private async Task AllGoAsync(string name)
    {
        foreach (var kind in Kinds.Keys)
        {
            await _stage.EventuallyAsync(
                "the resource to be gone", Id(kind, name), async () => await _stage.Kube.FindAsync(Id(kind, name), default) is null);
        }
    }
}
