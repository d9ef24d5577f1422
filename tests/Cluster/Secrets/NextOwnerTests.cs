using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// A Secret that is not ours to own (<c>create: false</c>) outlives the resource that wrote into it, and the next resource may write it.
/// </summary>
public sealed class NextOwnerTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task A_living_resource_keeps_its_Secret_and_a_deleted_one_does_not()
    {
        var tenant = await stage.World.TenantAsync("heirs");
        await stage.World.Kube.ApplyYamlAsync(
            $"apiVersion: v1\nkind: Secret\nmetadata: {{ name: app, namespace: {tenant.Namespace} }}\nstringData: {{ mine: stays }}",
            default);
        await tenant.PutAsync("one");
        await tenant.DeclareAsync(spec => spec["destination"]!["create"] = false);
        await Verify.EventuallyAsync(tenant, "the first one's value", async () => await tenant.ValueAsync() == "one");

        await tenant.PutAsync("two", "heir");
        await tenant.DeclareAsync(spec => (spec["destination"]!["create"], spec["destination"]!["name"]) = (false, "app"), "heir");
        var heir = ObjectId.Custom("VaultStaticSecret", tenant.Namespace, "heir");
        await Verify.EventuallyAsync(
            tenant, "a refusal", async () => (await stage.World.Kube.FindAsync(heir, default))?["status"]?.ToJsonString()
                .Contains("not the owner", StringComparison.Ordinal) ?? false);
        Assert.Equal("one", await tenant.ValueAsync());

        await stage.World.Kube.DeleteAsync(tenant.Resource, default);
        await Verify.EventuallyAsync(tenant, "the heir's value", async () => await tenant.ValueAsync() == "two");
        Assert.Equal("stays", await tenant.ValueAsync(key: "mine"));
    }
}
