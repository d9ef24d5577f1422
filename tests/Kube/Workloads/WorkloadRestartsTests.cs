using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Workloads;

public sealed class WorkloadRestartsTests
{
    private const string Deployment =
        """{"kind":"Deployment","metadata":{"name":"web","resourceVersion":"9"},"spec":{"template":{"metadata":{}}}}""";

    private static readonly RestartStamp Stamp = new("restart.coffer.secrets.hashicorp.com/a", "1000-a");
    private static readonly DateTimeOffset At = new(2026, 11, 23, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task After_a_conflict_the_workload_is_read_again()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Json(200, Deployment),
            ScriptedApi.Status(409, "Conflict", "the object has been modified"),
            ScriptedApi.Json(200, Deployment.Replace("\"9\"", "\"10\"", StringComparison.Ordinal)),
            ScriptedApi.Json(200, Bodies.Metadata("web", "11")));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(RestartEffect.Restarted, await RestartAsync(kube, "Deployment"));
        Assert.Contains("\"resourceVersion\":\"10\"", api.Requests.Last().Body, StringComparison.Ordinal);
        Assert.Equal("/apis/apps/v1/namespaces/app/deployments/web", api.Requests.Last().Path);
    }

    [Fact]
    public async Task Endless_conflicts_end()
    {
        await using var api = await ScriptedApi.StartAsync((heard, http) => heard.Method == "GET"
            ? ScriptedApi.Json(200, Deployment)(heard, http)
            : ScriptedApi.Status(409, "Conflict", "modified")(heard, http));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(FailureKind.Conflict, (await RunAsync(kube, "Deployment")).Failure!.Kind);
        Assert.Equal(8, api.Requests.Count);
    }

    [Fact]
    public async Task A_stamped_workload_is_left_alone()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(
            200,
            """{"metadata":{"resourceVersion":"9"},"spec":{"template":{"metadata":{"annotations":{"restart.coffer.secrets.hashicorp.com/a":"1000-a"}}}}}"""));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(RestartEffect.AlreadyStamped, await RestartAsync(kube, "StatefulSet"));
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task A_missing_workload_and_a_missing_kind_are_told_apart()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Status(404, "NotFound", "rollouts.argoproj.io \"web\" not found"),
            ScriptedApi.Text(404, "text/plain", "404 page not found\n"));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(RestartEffect.Missing, await RestartAsync(kube, "argo.Rollout"));
        Assert.Equal(RestartEffect.KindNotServed, await RestartAsync(kube, "argo.Rollout"));
        Assert.Equal("/apis/argoproj.io/v1alpha1/namespaces/app/rollouts/web", api.Requests.First().Path);
    }

    [Fact]
    public async Task A_paused_deployment_is_stamped_and_said_to_be_paused()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Json(200, """{"metadata":{"resourceVersion":"9"},"spec":{"paused":true,"template":{}}}"""),
            ScriptedApi.Json(200, Bodies.Metadata("web", "10")));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(RestartEffect.Paused, await RestartAsync(kube, "Deployment"));
        Assert.Equal(2, api.Requests.Count);
    }

    [Fact]
    public async Task A_kind_that_can_not_be_rolled_is_said_to_be_so()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(200, "{}"));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(FailureKind.Misconfigured, (await RunAsync(kube, "CronJob")).Failure!.Kind);
        Assert.Empty(api.Requests);
    }

    private static Task<Outcome<RestartEffect>> RunAsync(KubeHarness kube, string kind) =>
        kube.Get<IWorkloads>().RestartAsync(new WorkloadRef("app", kind, "web"), [Stamp], At, default);

    private static async Task<RestartEffect> RestartAsync(KubeHarness kube, string kind)
    {
        Assert.True((await RunAsync(kube, kind)).TryGet(out var effect, out var failure), failure?.Message);
        return effect;
    }
}
