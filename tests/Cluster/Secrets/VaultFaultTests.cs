using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Embedded.Vault.Faults;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// A value rotates while Vault fails to give it in one way. The last good Secret stays whole, the object says that something is wrong,
/// nobody asks in a hot loop, and the new value is followed soon after the fault ends, with one rollout.
/// </summary>
public sealed class VaultFaultTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly Dictionary<string, FaultAction> Cases = new()
    {
        ["403"] = new FaultAction.Errors(403, "1 error occurred:\n\t* permission denied\n\n"),
        ["404"] = new FaultAction.Errors(404),
        ["412"] = new FaultAction.Errors(412, "required index state not present"),
        ["429"] = new FaultAction.Errors(429, "request path \"kv/data/app\": rate limit quota exceeded"),
        ["473"] = new FaultAction.Errors(473),
        ["500"] = new FaultAction.Errors(500, "internal error"),
        ["503"] = new FaultAction.Errors(503, "Vault is sealed"),
        ["slow"] = new FaultAction.Delay(TimeSpan.FromSeconds(2)),
        ["hang"] = new FaultAction.Hang(),
        ["abort"] = new FaultAction.Abort(),
        ["truncated"] = new FaultAction.TruncatedJson(),
        ["html 200"] = new FaultAction.Html(200),
        ["html 502"] = new FaultAction.Html(502),
        ["huge"] = new FaultAction.HugeBody(),
        ["empty body"] = new FaultAction.EmptyBody(),
        ["empty data"] = new FaultAction.EmptyData(),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_rotation_survives(string name) =>
        stage.RunAsync(
            Cases.ToDictionary(pair => pair.Key, pair => pair), name, static (stage, pair) => RunAsync(stage, pair.Key, pair.Value));

    private static async Task RunAsync(Stage stage, string name, FaultAction action)
    {
        var tenant = await stage.SyncedAsync(name.Replace(' ', '-'));
        var version = (string?)(await tenant.SecretAsync())!["metadata"]!["resourceVersion"];
        var hits = 0;
        var watch = FairWatch.Start();
        var fault = stage.World.Vault.Faults.Add(
            (method, path, _) => method == "GET" && path == $"{OuterWorld.Kv}/data/{tenant.Namespace}/app"
                && Interlocked.Increment(ref hits) > 0, action);
        await tenant.PutAsync("two");
        if (action is not FaultAction.Delay)
        {
            await Verify.EventuallyAsync(
                tenant, "Ready=False", async () => (string?)(await tenant.ConditionAsync("Ready"))?["status"] == "False");
            await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System);
            Assert.Equal(version, (string?)(await tenant.SecretAsync())!["metadata"]!["resourceVersion"]);
            Assert.Equal("one", await tenant.ValueAsync());
        }

        Assert.InRange(hits, 0, 10 + (int)watch.Wall.TotalSeconds);
        fault.Dispose();

        await tenant.SettlesAsync("two");
        await Verify.EventuallyAsync(
            tenant, "Ready=True", async () => (string?)(await tenant.ConditionAsync("Ready"))?["status"] == "True");
        await Verify.RefreshesPassAsync(stage.Operator, tenant);
        await Verify.RotationsAsync(tenant, 1);
    }
}
