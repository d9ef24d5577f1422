using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>A Secret that the API server never takes costs it little and is told.</summary>
public sealed class RefusedSecretTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task One_that_is_too_large_is_not_even_asked_for()
    {
        var tenant = await stage.World.TenantAsync("large");
        stage.Operator.Fate.Watch(tenant.Namespace, plan: null);
        await tenant.PutAsync(new string('x', 600_000));
        await tenant.DeclareAsync();
        await SaysAsync(tenant, "excludeRaw");
        Assert.Equal(0, Calls(tenant, "ISecretWriter") + Calls(tenant, "ISecretReader"));

        await tenant.DeclareAsync(spec => spec["destination"]!["transformation"] = new JsonObject { ["excludeRaw"] = true });
        await Verify.EventuallyAsync(tenant, "the Secret without _raw", async () => (await tenant.ValueAsync())?.Length == 600_000);
    }

    [Fact]
    public async Task One_without_what_its_type_requires_is_tried_at_most_twice_a_sync()
    {
        var tenant = await stage.World.TenantAsync("keyless");
        stage.Operator.Fate.Watch(tenant.Namespace, plan: null);
        await tenant.PutAsync("one");
        await tenant.DeclareAsync(spec => spec["destination"]!["type"] = "kubernetes.io/tls");
        await SaysAsync(tenant, "tls.crt");

        Assert.InRange(Calls(tenant, "ISecretWriter"), 1, 2 * Calls(tenant, "IVaultSecrets"));
    }

    [Fact]
    public async Task A_hand_written_docker_config_around_a_password_with_quotes_is_told_without_a_character_of_it()
    {
        var tenant = await stage.World.TenantAsync("quoted");
        await tenant.PutAsync("a\"winter");
        await tenant.DeclareAsync(spec =>
        {
            spec["destination"]!["type"] = "kubernetes.io/dockerconfigjson";
            spec["destination"]!["transformation"] = JsonNode.Parse("""
                {"templates":{".dockerconfigjson":{"text":"{\"auths\":{\"r.example\":{\"password\":\"{{ .Secrets.password }}\"}}}"}}}
                """);
        });
        await SaysAsync(tenant, "toJson");

        var told = (await tenant.FindAsync())!["status"]!.ToJsonString();
        Assert.DoesNotContain("invalid character", told, StringComparison.Ordinal);
        Assert.DoesNotContain("'w'", told, StringComparison.Ordinal);
    }

    private static Task SaysAsync(Tenant tenant, string word) => Verify.EventuallyAsync(
        tenant, $"'{word}' in the condition",
        async () => ((string?)(await tenant.ConditionAsync("Ready"))?["message"] ?? "").Contains(word, StringComparison.Ordinal));

    private int Calls(Tenant tenant, string port) =>
        stage.Operator.Fate.Record(tenant.Namespace).Count(call => call.StartsWith(port, StringComparison.Ordinal));
}
