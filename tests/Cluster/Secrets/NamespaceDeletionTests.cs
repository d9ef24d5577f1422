using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// A namespace is on its way out and something in it holds that up: nothing can be created there, and nothing may ask for it all the time.
/// </summary>
public sealed class NamespaceDeletionTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task A_Secret_that_can_not_be_made_in_a_dying_namespace_is_asked_for_seldom()
    {
        var tenant = await stage.SyncedAsync("dying");
        await HoldAsync(tenant, ["example.com/hold"]);
        await stage.World.Kube.DeleteAsync(new ObjectId("v1", "Namespace", null, tenant.Namespace), default);
        var requests = 0;
        using var counting = stage.World.Kubernetes.Faults.Add(
            request => request.Namespace == tenant.Namespace && IsWrite(request) && Interlocked.Increment(ref requests) < 0,
            new FaultAction.Answer(500));
        var watch = FairWatch.Start();

        await UntilAsync("the Secret to be gone", async () => await tenant.SecretAsync() is null);
        await UntilAsync("15 s to pass", () => Task.FromResult(watch.Wall > TimeSpan.FromSeconds(15)));
        Assert.InRange(requests, 0, 10 + (int)watch.Wall.TotalSeconds);
        var told = (await tenant.FindAsync())!["status"]!.ToJsonString();
        Assert.DoesNotContain("grant", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("needs the right", told, StringComparison.OrdinalIgnoreCase);
        await HoldAsync(tenant, []);
        await UntilAsync("the resource to be gone", async () => await tenant.FindAsync() is null);
    }

    private static bool IsWrite(KubeRequest request) =>
        request.Verb is "patch" or "create" && request.UserAgent.StartsWith("coffer", StringComparison.OrdinalIgnoreCase);

    private static Task UntilAsync(string what, Func<Task<bool>> holds) => Until.TrueAsync(what, Tenant.Patience, holds, default);

    private static async Task HoldAsync(Tenant tenant, string[] finalizers)
    {
        if (await tenant.FindAsync() is not null)
        {
            var names = new JsonArray([.. finalizers.Select(name => (JsonNode)name)]);
            await tenant.MergeAsync(new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = names } });
        }
    }
}
