using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>What syncing costs, as the servers count it.</summary>
public sealed class CostTests
{
    private const int Secrets = 20;

    [Fact]
    public async Task First_syncs_refreshes_changes_and_a_restart_cost_what_is_promised_and_no_more()
    {
        await using var world = await OuterWorld.StartAsync();
        await using var first = await Incarnation.StartAsync(world.Kubeconfig);
        var tenant = await world.TenantAsync("cost");
        await PutAllAsync(tenant, "one");

        // Of twenty secrets that are read every hour, one would often be due in the half minute of the test.
        await DeclareAllAsync(tenant, "8760h");
        await SettleAllAsync(tenant, "one");
        AssertCost(tenant, applies: Secrets, statuses: Secrets, reads: Secrets);
        // The VaultConnection and the VaultAuth are told of too.
        Assert.InRange(Requests(tenant, "create", "events"), 0, Secrets + 2);
        Assert.Equal(0, Requests(tenant, "patch", "deployments"));
        Assert.Equal(1, world.Vault.Requests.Count("update", $"auth/{OuterWorld.Auth}/login"));

        first.Kill();
        Reset(world);
        await using var second = await Incarnation.StartAsync(world.Kubeconfig);
        await ProveAsync(world);
        AssertCost(tenant, applies: 0, statuses: 0, reads: 0);

        await DeclareAllAsync(tenant, "2s");
        await Verify.EventuallyAsync(tenant, "the edit to be noted", async () => (await AllAsync(tenant)).All(IsNoted));
        Reset(world);
        await Verify.EventuallyAsync(tenant, "three refreshes of each", () => Task.FromResult(Reads(tenant) >= 3 * Secrets));
        Assert.DoesNotContain(Asked(tenant), request => request.Verb != "watch");

        await PutAllAsync(tenant, "two");
        await SettleAllAsync(tenant, "two");
        await Verify.EventuallyAsync(tenant, "the restarts to be settled", async () => (await AllAsync(tenant)).All(IsRolled));
        // One workload for all of them: its patches are coalesced, and each source's own restart is told in one more status patch.
        AssertCost(tenant, applies: Secrets, statuses: 2 * Secrets);
        Assert.InRange(Requests(tenant, "patch", "deployments"), 1, Secrets);
    }

    /// <summary>What was asked about the tenant since the last reset.</summary>
    private static void AssertCost(Tenant tenant, int applies, int statuses, int? reads = null)
    {
        Assert.Equal(applies, Requests(tenant, "patch", "secrets"));
        Assert.Equal(0, Requests(tenant, "get", "secrets"));
        Assert.Equal(statuses, Requests(tenant, "patch", "vaultstaticsecrets"));
        if (reads is { } once)
        {
            Assert.Equal(once, Reads(tenant));
        }
    }

    private static int Requests(Tenant tenant, string verb, string resource) =>
        Asked(tenant).Count(request => request.Verb == verb && request.Resource == resource);

    /// <summary>What the operator asked; the test looks at Secrets too, and edits manifests.</summary>
    private static IEnumerable<KubeRequest> Asked(Tenant tenant) => tenant.World.Kubernetes.Requests.Recent.Where(request =>
        request.Namespace == tenant.Namespace && request.UserAgent.StartsWith("coffer", StringComparison.OrdinalIgnoreCase));

    private static long Reads(Tenant tenant) => tenant.World.Vault.Requests.Snapshot()
        .Where(count => count.Key.Operation == "read"
            && count.Key.Path.StartsWith($"{OuterWorld.Kv}/data/{tenant.Namespace}/", StringComparison.Ordinal))
        .Sum(count => count.Value);

    private static void Reset(OuterWorld world)
    {
        world.Kubernetes.Requests.Reset();
        world.Vault.Requests.Reset();
    }

    /// <summary>A new object that gets its Secret shows that the operator has heard of everything that was there before.</summary>
    private static async Task ProveAsync(OuterWorld world)
    {
        var prover = await world.TenantAsync("prover");
        await prover.PutAsync("one");
        await prover.DeclareAsync();
        await prover.SettlesAsync("one");
        await prover.PutAsync("two");
        await prover.SettlesAsync("two");
    }

    private static Task PutAllAsync(Tenant tenant, string value) =>
        Task.WhenAll(Enumerable.Range(0, Secrets).Select(number => tenant.PutAsync(value, $"app-{number}")));

    private static async Task DeclareAllAsync(Tenant tenant, string refreshAfter)
    {
        foreach (var number in Enumerable.Range(0, Secrets))
        {
            await tenant.DeclareAsync(spec => spec["refreshAfter"] = refreshAfter, $"app-{number}");
        }
    }

    private static Task SettleAllAsync(Tenant tenant, string value) => Verify.EventuallyAsync(
        tenant, $"all Secrets to hold '{value}'", async () =>
        {
            foreach (var number in Enumerable.Range(0, Secrets))
            {
                if (await tenant.ValueAsync($"app-{number}") != value)
                {
                    return false;
                }
            }

            return (await AllAsync(tenant)).All(IsNoted);
        });

    private static Task<IReadOnlyList<JsonObject>> AllAsync(Tenant tenant) =>
        tenant.World.Kube.ListAsync(ObjectId.Custom("VaultStaticSecret", tenant.Namespace, ""), default);

    private static bool IsNoted(JsonObject resource) =>
        (long?)resource["status"]?["observedGeneration"] == (long?)resource["metadata"]!["generation"]
        && (string?)resource["status"]?["snapshot"]?["phase"] == "Synced";

    private static bool IsRolled(JsonObject resource) =>
        resource["status"]?["snapshot"]?["restartID"] is not null && resource["status"]!["snapshot"]!["restartTargetsPending"] is null;
}
