using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>By no manifest does a tenant get the operator's own login, or a Secret that the cluster takes for a credential.</summary>
public sealed class ForbiddenTests(Stage stage) : IClassFixture<Stage>
{
    [Theory]
    [InlineData("auth/token", "lookup-self")]
    [InlineData("auth", "token/lookup-self")]
    [InlineData("sys", "internal/ui/mounts")]
    public async Task The_operators_token_and_the_settings_of_Vault_are_not_read(string mount, string path)
    {
        var tenant = await stage.World.TenantAsync("curious");
        stage.Operator.Fate.Watch(tenant.Namespace, plan: null);
        await tenant.DeclareAsync(spec => (spec["mount"], spec["type"], spec["path"]) = (mount, "kv-v1", path));

        await SaysAsync(tenant, "spec.mount");

        Assert.Null(await tenant.SecretAsync());
        Assert.DoesNotContain(
            stage.Operator.Fate.Record(tenant.Namespace), call => call.StartsWith("IVaultSecrets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_Secret_is_neither_made_nor_written_into()
    {
        var tenant = await stage.World.TenantAsync("aspiring");
        await tenant.PutAsync("one");
        await tenant.DeclareAsync(spec =>
        {
            spec["destination"]!["type"] = "kubernetes.io/service-account-token";
            spec["destination"]!["annotations"] = new JsonObject { ["kubernetes.io/service-account.name"] = "reader" };
        });
        await SaysAsync(tenant, "spec.destination.type");
        Assert.Null(await tenant.SecretAsync());

        await tenant.World.Kube.ApplyYamlAsync($$"""
            apiVersion: v1
            kind: Secret
            metadata: { name: token, namespace: {{tenant.Namespace}}, annotations: { kubernetes.io/service-account.name: reader } }
            type: kubernetes.io/service-account-token
            """, default);
        // The token controller writes into it once.
        await Verify.EventuallyAsync(
            tenant, "a token in the Secret", async () => (await tenant.SecretAsync("token"))!["data"]?["token"] is not null);
        var before = await tenant.SecretAsync("token");
        await tenant.DeclareAsync(spec =>
            spec["destination"] = new JsonObject { ["name"] = "token", ["create"] = true, ["overwrite"] = true, ["type"] = "Opaque" });
        await SaysAsync(tenant, "left alone");
        Assert.Equal((string?)before!["metadata"]!["resourceVersion"],
            (string?)(await tenant.SecretAsync("token"))!["metadata"]!["resourceVersion"]);
    }

    private static Task SaysAsync(Tenant tenant, string word) => Verify.EventuallyAsync(
        tenant, $"'{word}' in the condition",
        async () => ((string?)(await tenant.ConditionAsync("Ready"))?["message"] ?? "").Contains(word, StringComparison.Ordinal));
}
