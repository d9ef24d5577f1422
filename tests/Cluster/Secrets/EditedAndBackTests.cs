using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>After an edit a secret says and does what it would had the manifests always been so, long before its next refresh.</summary>
public sealed class EditedAndBackTests(Stage stage) : IClassFixture<Stage>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Secret_that_was_left_to_others_for_a_while_is_the_operators_own_again(bool elsewhereMeanwhile)
    {
        var tenant = await SyncedAsync(elsewhereMeanwhile ? "left-and-renamed" : "left-and-back");
        var uid = (string?)(await tenant.SecretAsync())!["metadata"]!["uid"];

        await DestinationAsync(tenant, "create", false);
        await Verify.EventuallyAsync(
            tenant, "no owner", async () => (await tenant.SecretAsync())!["metadata"]!["ownerReferences"] is not JsonArray { Count: > 0 });
        if (elsewhereMeanwhile)
        {
            await tenant.MergeAsync(Destination(new JsonObject { ["create"] = true, ["name"] = "other" }));
            await Verify.EventuallyAsync(tenant, "the other Secret", async () => await tenant.ValueAsync("other") == "one");
            await DestinationAsync(tenant, "name", "app");
        }

        await DestinationAsync(tenant, "create", true);

        await Verify.EventuallyAsync(
            tenant, "an owner again", async () => (await tenant.SecretAsync())!["metadata"]!["ownerReferences"] is JsonArray { Count: 1 });
        await IsReadyAsync(tenant, "True");
        Assert.Equal(uid, (string?)(await tenant.SecretAsync())!["metadata"]!["uid"]);
        Assert.Equal("one", await tenant.ValueAsync());
    }

    [Fact]
    public async Task A_VaultConnection_that_is_led_to_where_nobody_answers_shows_in_its_secrets_at_once_and_passes_when_it_is_led_back()
    {
        var tenant = await SyncedAsync("led-astray");
        var connection = ObjectId.Custom("VaultConnection", tenant.Namespace, "vault");
        var address = (string?)(await stage.World.Kube.FindAsync(connection, default))!["spec"]!["address"];

        await AddressAsync("http://127.0.0.1:1");
        await IsReadyAsync(tenant, "False");
        Assert.Equal("one", await tenant.ValueAsync());

        await AddressAsync(address!);
        await IsReadyAsync(tenant, "True");
        Assert.Equal(0, await tenant.RolloutsAsync());

        Task AddressAsync(string to) => stage.World.Kube.MergeAsync(
            connection, new JsonObject { ["spec"] = new JsonObject { ["address"] = to } }, default);
    }

    private async Task<Tenant> SyncedAsync(string name)
    {
        var tenant = await stage.World.TenantAsync(name);
        await tenant.PutAsync("one");
        await tenant.DeclareAsync(spec => spec["refreshAfter"] = "10h");
        await tenant.SettlesAsync("one");
        return tenant;
    }

    private static Task DestinationAsync(Tenant tenant, string field, JsonNode value) =>
        tenant.MergeAsync(Destination(new JsonObject { [field] = value }));

    private static JsonObject Destination(JsonObject destination) => new() { ["spec"] = new JsonObject { ["destination"] = destination } };

    private static Task IsReadyAsync(Tenant tenant, string status) => Verify.EventuallyAsync(
        tenant, $"Ready={status}", async () => (string?)(await tenant.ConditionAsync("Ready"))?["status"] == status);
}
