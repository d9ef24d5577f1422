using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Transformations;

/// <summary>What a change of a SecretTransformation costs those who use it.</summary>
public sealed class SharedTransformationTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task An_equal_output_rolls_and_writes_nothing_and_another_one_rolls_once()
    {
        var tenant = await SyncedAsync("equal", "{{ .Secrets.password }}!");
        var written = (string)(await tenant.SecretAsync())!["metadata"]!["resourceVersion"]!;
        var inputs = await InputsAsync(tenant);

        await ShareAsync(tenant, "{{ print .Secrets.password \"!\" }}");
        await Verify.EventuallyAsync(tenant, "the new transformation to be noted", async () => await InputsAsync(tenant) != inputs);
        Assert.Equal(written, (string)(await tenant.SecretAsync())!["metadata"]!["resourceVersion"]!);
        Assert.Equal(0, await tenant.RolloutsAsync());

        await ShareAsync(tenant, "{{ .Secrets.password }}?");
        await Verify.EventuallyAsync(tenant, "the other output", async () => await tenant.ValueAsync(key: "key") == "one?");
        await Verify.EventuallyAsync(tenant, "one rollout", async () => await tenant.RolloutsAsync() == 1);
        Assert.Equal(2, (await tenant.HistoryAsync()).Count(line => line.Type == "SecretWritten"));
    }

    [Fact]
    public async Task An_annotation_that_no_template_shows_rolls_and_writes_nothing()
    {
        var tenant = await SyncedAsync("annotated", "{{ .Annotations.shown }}");
        var (written, inputs) = ((string)(await tenant.SecretAsync())!["metadata"]!["resourceVersion"]!, await InputsAsync(tenant));

        await tenant.MergeAsync(JsonNode.Parse("""{"metadata":{"annotations":{"hidden":"x"}}}""")!.AsObject());
        await Verify.EventuallyAsync(tenant, "the annotation to be noted", async () => await InputsAsync(tenant) != inputs);
        Assert.Equal(written, (string)(await tenant.SecretAsync())!["metadata"]!["resourceVersion"]!);

        await tenant.MergeAsync(JsonNode.Parse("""{"metadata":{"annotations":{"shown":"y"}}}""")!.AsObject());
        await Verify.EventuallyAsync(tenant, "the annotation to be shown", async () => await tenant.ValueAsync(key: "key") == "y");
        await Verify.EventuallyAsync(tenant, "one rollout", async () => await tenant.RolloutsAsync() == 1);
    }

    [Fact]
    public async Task A_change_reaches_every_dependent_and_an_invalid_one_keeps_the_last_good_Secrets()
    {
        var tenant = await SyncedAsync("many", "{{ .Secrets.password }}");
        string[] names = [.. Enumerable.Range(0, 20).Select(number => $"app{number}")];
        await Task.WhenAll(names.Select(async name =>
        {
            await tenant.PutAsync("one", name);
            await tenant.DeclareAsync(spec => Use(spec), name);
        }));
        await AllAsync(tenant, names, "one");

        await ShareAsync(tenant, "{{ .Secrets.password }} two");
        await AllAsync(tenant, names, "one two");

        await ShareAsync(tenant, "{{ nope }}");
        await Verify.EventuallyAsync(tenant, "all to complain", async () =>
            (await Task.WhenAll(names.Select(name => ReasonAsync(tenant, name)))).All(reason => reason == "TransformationError"));
        await AllAsync(tenant, names, "one two");

        await ShareAsync(tenant, "{{ .Secrets.password }} three");
        await AllAsync(tenant, names, "one three");
    }

    [Fact]
    public async Task A_change_while_nobody_ran_is_noticed_at_the_start_and_nothing_else_is_read()
    {
        await using var world = await OuterWorld.StartAsync();
        var first = await Incarnation.StartAsync(world.Kubeconfig);
        var changed = await SyncedAsync(world, "changed", "{{ .Secrets.password }} a");
        var same = await SyncedAsync(world, "same", "{{ .Secrets.password }} a");
        await first.DisposeAsync();

        await ShareAsync(changed, "{{ .Secrets.password }} b");
        await using var second = await Incarnation.StartAsync(world.Kubeconfig);
        second.Fate.Watch(same.Namespace, plan: null);
        await Verify.EventuallyAsync(changed, "the change to come through", async () => await changed.ValueAsync(key: "key") == "one b");
        Assert.DoesNotContain(
            second.Fate.Record(same.Namespace), call => call.StartsWith("IVaultSecrets.ReadAsync", StringComparison.Ordinal));
    }

    private Task<Tenant> SyncedAsync(string name, string text) => SyncedAsync(stage.World, name, text);

    private static async Task<Tenant> SyncedAsync(OuterWorld world, string name, string text)
    {
        var tenant = await world.TenantAsync(name);
        await ShareAsync(tenant, text);
        await tenant.PutAsync("one");
        await tenant.DeclareAsync(spec => Use(spec));
        await tenant.SettlesAsync("one");
        return tenant;
    }

    private static void Use(JsonObject spec)
    {
        spec["refreshAfter"] = "24h";
        spec["destination"]!["transformation"] = JsonNode.Parse("""{"transformationRefs":[{"name":"shared"}]}""");
    }

    private static Task ShareAsync(Tenant tenant, string text) => tenant.World.Kube.ApplyAsync(
        new JsonObject
        {
            ["apiVersion"] = "secrets.hashicorp.com/v1beta1",
            ["kind"] = "SecretTransformation",
            ["metadata"] = new JsonObject { ["name"] = "shared", ["namespace"] = tenant.Namespace },
            ["spec"] = new JsonObject { ["templates"] = new JsonObject { ["key"] = new JsonObject { ["text"] = text } } },
        }, default);

    private static async Task<string?> InputsAsync(Tenant tenant) => (string?)(await tenant.FindAsync())?["status"]?["snapshot"]?["inputs"];

    private static Task AllAsync(Tenant tenant, string[] names, string value) =>
        Verify.EventuallyAsync(tenant, $"all to hold '{value}'", async () =>
            (await Task.WhenAll(names.Select(name => tenant.ValueAsync(name, "key")))).All(held => held == value));

    private static async Task<string?> ReasonAsync(Tenant tenant, string name) =>
        (string?)(await tenant.World.Kube.FindAsync(
            ObjectId.Custom("VaultStaticSecret", tenant.Namespace, name), default))?["status"]?["conditions"]?.AsArray()
                .FirstOrDefault(condition => (string?)condition?["type"] == "Ready")?["reason"];
}
