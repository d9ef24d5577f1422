using System.Text;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Secrets;

/// <summary>
/// Somebody takes from a destination Secret all that tells whose it is: it comes back at once, without a rotation or a refresh.
/// </summary>
public sealed class TamperingTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync() => _stage = await house.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_Secret_replaced_by_a_bare_one_is_ours_again_and_keeps_the_key_that_was_added()
    {
        await SyncedAsync("replaced");

        await ReplaceAsync("replaced", ("password", "theirs"), ("added", "theirs"));
        await ComesBackAsync("replaced");
        Assert.Equal("theirs", (await _stage.SecretAsync("replaced"))!["added"]);
    }

    [Fact]
    public async Task A_Secret_replaced_by_a_bare_one_of_the_same_data_is_ours_again()
    {
        await SyncedAsync("bared");

        await ReplaceAsync(
            "bared", [.. (await _stage.SecretAsync("bared"))!.Select(entry => (entry.Key, entry.Value)), ("added", "theirs")]);
        await ComesBackAsync("bared");
        Assert.Equal("theirs", (await _stage.SecretAsync("bared"))!["added"]);
    }

    [Fact]
    public async Task Annotations_alone_come_back_too()
    {
        await SyncedAsync("unnoted");

        await _stage.Kube.MergeAsync(
            ObjectId.Secret(_stage.App, "unnoted"), JsonNode.Parse("""{"metadata":{"annotations":null}}""")!.AsObject(), default);
        await ComesBackAsync("unnoted");
    }

    /// <summary>Read once an hour, so that no refresh helps.</summary>
    private async Task SyncedAsync(string name)
    {
        await _stage.DeclareAsync(name, manifest =>
        {
            manifest["spec"]!["refreshAfter"] = "1h";
            manifest["spec"]!["destination"]!["annotations"] = new JsonObject { ["note"] = "one" };
        });
        await _stage.SecretBecomesAsync(name, "password", "winter", name);
        await _stage.IsReadyAsync(name);
    }

    private Task ReplaceAsync(string name, params (string Key, string Value)[] data) => _stage.Kube.ReplaceAsync(
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["type"] = "Opaque",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = _stage.App },
            ["data"] = new JsonObject(data.Select(entry => KeyValuePair.Create<string, JsonNode?>(
                entry.Key, Convert.ToBase64String(Encoding.UTF8.GetBytes(entry.Value))))),
        },
        default);

    private async Task ComesBackAsync(string name)
    {
        await _stage.EventuallyAsync("data, labels, annotations and owner", _stage.StaticSecret(name), async () =>
            await _stage.FindSecretAsync(name) is { } secret
            && (string?)secret["metadata"]!["labels"]?["app.kubernetes.io/managed-by"] == "hashicorp-vso"
            && (string?)secret["metadata"]!["annotations"]?["note"] == "one"
            && secret["metadata"]!["annotations"]?["coffer.secrets.hashicorp.com/source"] is not null
            && (string?)secret["metadata"]!["ownerReferences"]?[0]?["name"] == name
            && await _stage.SecretAsync(name) is { } data && data["password"] == "winter" && data.ContainsKey("_raw"),
            TimeSpan.FromSeconds(30));
        await _stage.IsReadyAsync(name);
    }
}
