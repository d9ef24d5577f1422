using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Secrets;

/// <summary>How the destination Secret is made, kept and given up.</summary>
public sealed class DestinationTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync() => _stage = await house.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Labels_annotations_type_and_owner_are_as_declared_and_follow_the_manifest()
    {
        await _stage.DeclareAsync("dressed", manifest => Merge(
            manifest["spec"]!["destination"]!, """{"labels":{"team":"red"},"annotations":{"note":"one"},"type":"example.com/login"}"""));
        await _stage.SecretBecomesAsync("dressed", "password", "winter", "dressed");
        var resource = (await _stage.Kube.FindAsync(_stage.StaticSecret("dressed"), default))!;
        var secret = (await _stage.FindSecretAsync("dressed"))!;

        Assert.Equal("example.com/login", (string?)secret["type"]);
        Assert.Equal("one", (string?)secret["metadata"]!["annotations"]!["note"]);
        var labels = secret["metadata"]!["labels"]!;
        Assert.Equal("red", (string?)labels["team"]);
        Assert.Equal("hashicorp-vso", (string?)labels["app.kubernetes.io/managed-by"]);
        Assert.Equal("vault-secrets-operator", (string?)labels["app.kubernetes.io/name"]);
        Assert.Equal("secret-sync", (string?)labels["app.kubernetes.io/component"]);
        Assert.Equal((string?)resource["metadata"]!["uid"], (string?)labels["secrets.hashicorp.com/vso-ownerRefUID"]);
        var owner = Assert.Single(secret["metadata"]!["ownerReferences"]!.AsArray())!;
        Assert.Equal("VaultStaticSecret", (string?)owner["kind"]);
        Assert.Equal((string?)resource["metadata"]!["uid"], (string?)owner["uid"]);

        await ChangeAsync("dressed", """{"labels":{"team":"blue"},"annotations":{"note":null}}""");
        await _stage.EventuallyAsync("the new label and no note", _stage.StaticSecret("dressed"), async () =>
            (await _stage.FindSecretAsync("dressed"))!["metadata"]! is var meta && (string?)meta["labels"]!["team"] == "blue"
            && meta["annotations"]!["note"] is null);
    }

    [Fact]
    public async Task Another_type_replaces_the_Secret()
    {
        await _stage.DeclareAsync("retyped");
        await _stage.SecretBecomesAsync("retyped", "password", "winter", "retyped");
        var before = (string?)(await _stage.FindSecretAsync("retyped"))!["metadata"]!["uid"];

        await ChangeAsync("retyped", """{"type":"example.com/other"}""");
        await _stage.EventuallyAsync("a Secret of the other type", _stage.StaticSecret("retyped"), async () =>
            await _stage.FindSecretAsync("retyped") is { } secret && (string?)secret["type"] == "example.com/other"
            && secret["data"]?["password"] is not null);
        Assert.NotEqual(before, (string?)(await _stage.FindSecretAsync("retyped"))!["metadata"]!["uid"]);
    }

    [Fact]
    public async Task After_a_rename_the_new_Secret_is_there_and_the_old_one_is_not()
    {
        await _stage.DeclareAsync("renamed");
        await _stage.SecretBecomesAsync("renamed", "password", "winter", "renamed");

        await ChangeAsync("renamed", """{"name":"renamed-new"}""");
        await _stage.SecretBecomesAsync("renamed-new", "password", "winter", "renamed");
        await _stage.EventuallyAsync(
            "the old Secret to go", _stage.StaticSecret("renamed"), async () => await _stage.FindSecretAsync("renamed") is null);
    }

    [Fact]
    public async Task A_foreign_Secret_is_never_touched_unless_overwrite_says_so_and_then_holds_what_Vault_has_alone()
    {
        await _stage.MakeSecretAsync("foreign", "theirs", "precious");
        var before = (string?)(await _stage.FindSecretAsync("foreign"))!["metadata"]!["resourceVersion"];
        await _stage.DeclareAsync("foreign");
        await _stage.SaysAsync("foreign", "Ready", "False", "not the owner", $"{_stage.App}/foreign", "overwrite");
        Assert.Equal(before, (string?)(await _stage.FindSecretAsync("foreign"))!["metadata"]!["resourceVersion"]);

        await ChangeAsync("foreign", """{"overwrite":true}""");
        await _stage.SecretBecomesAsync("foreign", "password", "winter", "foreign");
        await _stage.IsReadyAsync("foreign");
        Assert.Equal(["_raw", "password", "username"], (await _stage.SecretAsync("foreign"))!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_two_resources_with_one_destination_the_first_keeps_it()
    {
        await _stage.DeclareAsync("first-owner", manifest => manifest["spec"]!["destination"]!["name"] = "shared-name");
        await _stage.SecretBecomesAsync("shared-name", "password", "winter", "first-owner");
        await _stage.DeclareAsync(
            "second-owner", manifest => Merge(manifest["spec"]!["destination"]!, """{"name":"shared-name","overwrite":true}"""));
        await _stage.SaysAsync("second-owner", "Ready", "False", "shared-name");
        await _stage.IsReadyAsync("first-owner");
    }

    [Fact]
    public async Task Without_create_the_Secret_must_be_there_and_keeps_what_else_it_has()
    {
        await _stage.DeclareAsync("lent", manifest => manifest["spec"]!["destination"]!["create"] = false);
        await _stage.SaysAsync("lent", "Ready", "False", "does not exist", "spec.destination.create");

        await _stage.MakeSecretAsync("lent", "theirs", "precious");
        await _stage.SecretBecomesAsync("lent", "password", "winter", "lent");
        var secret = (await _stage.FindSecretAsync("lent"))!;
        Assert.NotNull(secret["data"]!["theirs"]);
        Assert.Null(secret["metadata"]!["ownerReferences"]);
        Assert.Null(secret["metadata"]!["labels"]);
    }

    [Fact]
    public async Task A_Secret_that_was_made_and_then_given_up_is_taken_back_when_create_says_so_again()
    {
        await _stage.DeclareAsync("returned");
        await _stage.SecretBecomesAsync("returned", "password", "winter", "returned");
        var made = (string?)(await _stage.FindSecretAsync("returned"))!["metadata"]!["uid"];

        await ChangeAsync("returned", """{"create":false}""");
        await _stage.EventuallyAsync("a Secret without an owner", _stage.StaticSecret("returned"), async () =>
            (await _stage.FindSecretAsync("returned"))!["metadata"]!["ownerReferences"] is null);
        await _stage.IsReadyAsync("returned");

        await ChangeAsync("returned", """{"create":true}""");
        await _stage.EventuallyAsync("a Secret with an owner", _stage.StaticSecret("returned"), async () =>
            (await _stage.FindSecretAsync("returned"))!["metadata"]!["ownerReferences"] is not null);
        await _stage.IsReadyAsync("returned");
        Assert.Equal(made, (string?)(await _stage.FindSecretAsync("returned"))!["metadata"]!["uid"]);
    }

    [Fact]
    public async Task A_key_that_somebody_adds_stays_and_one_that_he_takes_comes_back()
    {
        await _stage.DeclareAsync("tampered");
        await _stage.SecretBecomesAsync("tampered", "password", "winter", "tampered");
        await _stage.IsReadyAsync("tampered");

        await _stage.Kube.MergeAsync(ObjectId.Secret(_stage.App, "tampered"),
            JsonNode.Parse("""{"data":{"password":null,"added":"dGhlaXJz"}}""")!.AsObject(), default);
        await _stage.SecretBecomesAsync("tampered", "password", "winter", "tampered");
        Assert.Equal("theirs", (await _stage.SecretAsync("tampered"))!["added"]);
    }

    [Fact]
    public async Task What_is_not_served_yet_is_said()
    {
        await _stage.DeclareAsync("instant", manifest => manifest["spec"]!["syncConfig"] = new JsonObject { ["instantUpdates"] = true });
        await _stage.SecretBecomesAsync("instant", "password", "winter", "instant");
        await _stage.SaysAsync("instant", "InstantUpdates", "False", "spec.syncConfig.instantUpdates");

        var dynamic = ObjectId.Custom("VaultDynamicSecret", _stage.App, "unserved");
        await _stage.ApplyAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultDynamicSecret
            metadata: { name: unserved, namespace: {{_stage.App}} }
            spec: { mount: db, path: creds/app, destination: { create: true, name: unserved } }
            """);
        await _stage.EventuallyAsync("NotImplemented", dynamic, async () =>
            (await _stage.ConditionsAsync(dynamic)).GetValueOrDefault("Ready") is { Status: "False", Reason: "NotImplemented" });
    }

    private Task ChangeAsync(string name, string destination) => _stage.Kube.MergeAsync(
        _stage.StaticSecret(name), new JsonObject { ["spec"] = new JsonObject { ["destination"] = JsonNode.Parse(destination) } }, default);

    private static void Merge(JsonNode into, string json)
    {
        foreach (var (key, value) in JsonNode.Parse(json)!.AsObject())
        {
            into[key] = value?.DeepClone();
        }
    }
}
