using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>A mount that is a kv engine of the other version than spec.type says, e.g. since it was upgraded.</summary>
public sealed class OtherEngineTests(Stage stage) : IClassFixture<Stage>
{
    [Theory]
    [InlineData("kv-v1", OuterWorld.Kv, "mount 'kv' is kv version 2: set spec.type to kv-v2")]
    [InlineData("kv-v2", OuterWorld.KvV1, "mount 'kv1' is kv version 1: set spec.type to kv-v1")]
    public async Task The_other_version_of_kv_is_named_and_nothing_is_to_be_put_there(string type, string mount, string remedy)
    {
        // As broad as a policy of the time before the upgrade: it does not name the data/ of version 2.
        await stage.World.Admin.WritePolicyAsync(OuterWorld.Role, $$"""
            path "{{OuterWorld.Kv}}/*" { capabilities = ["read", "list"] }
            path "{{OuterWorld.KvV1}}/*" { capabilities = ["read", "list"] }
            """, default);
        var tenant = await stage.World.TenantAsync($"other-{type}");
        await tenant.PutAsync("one");
        await stage.World.Admin.WriteAsync($"{OuterWorld.KvV1}/{tenant.Namespace}/app", new JsonObject { ["password"] = "one" }, default);
        await tenant.DeclareAsync(spec => (spec["mount"], spec["type"]) = (mount, type));

        await Verify.EventuallyAsync(
            tenant, remedy, async () => Message(await tenant.ConditionAsync("Ready")).Contains(remedy, StringComparison.Ordinal));
        Assert.DoesNotContain("kv put", Message(await tenant.ConditionAsync("Ready")), StringComparison.Ordinal);
    }

    private static string Message(JsonObject? condition) => (string?)condition?["message"] ?? "";
}
