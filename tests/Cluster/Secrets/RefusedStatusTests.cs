using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>The operator may not write statuses, for as long as nobody mends its rights.</summary>
public sealed class RefusedStatusTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task The_sync_is_tried_less_and_less_often_and_at_once_when_somebody_asks()
    {
        var tenant = await stage.World.TenantAsync("mute");
        await tenant.PutAsync("one");
        var refusal = stage.World.Kubernetes.Faults.Add(
            request => request is { Resource: "vaultstaticsecrets", Verb: "patch", Subresource: "status" }
                && request.Namespace == tenant.Namespace,
            new FaultAction.Answer(403));
        await tenant.DeclareAsync(spec => spec["refreshAfter"] = "1h");
        await Verify.EventuallyAsync(tenant, "a second refusal", () => Task.FromResult(refusal.Hits >= 2));
        var watch = FairWatch.Start();
        await Verify.EventuallyAsync(tenant, "a third refusal", () => Task.FromResult(refusal.Hits >= 3));

        Assert.True(watch.Wall > TimeSpan.FromSeconds(12), $"{watch.Wall} after the second refusal");
        Assert.Equal("one", await tenant.ValueAsync());

        refusal.Dispose();
        await tenant.MergeAsync(new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["secrets.hashicorp.com/force-sync"] = "now" } },
        });
        await Eventually.HoldsAsync("the sync that was asked for", () => tenant.IsSettledAsync("one"), seconds: 8);
    }
}
