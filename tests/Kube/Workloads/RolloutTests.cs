using Coffer.Contracts.Ports;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Workloads;

/// <summary>When a workload's own status says that its newest template is rolled out.</summary>
public sealed class RolloutTests
{
    [Theory]
    [InlineData("Deployment", """{"observedGeneration":2,"replicas":2,"updatedReplicas":2,"availableReplicas":2}""", true)]
    [InlineData("Deployment", """{"observedGeneration":1,"replicas":2,"updatedReplicas":2,"availableReplicas":2}""", false)]
    [InlineData("Deployment", """{"observedGeneration":2,"replicas":3,"updatedReplicas":2,"availableReplicas":2}""", false)]
    [InlineData("Deployment", """{"observedGeneration":2,"replicas":2,"updatedReplicas":2,"availableReplicas":1}""", false)]
    [InlineData("Deployment", "{}", false)]
    [InlineData("StatefulSet", """{"observedGeneration":2,"updatedReplicas":2,"readyReplicas":2}""", true)]
    [InlineData("StatefulSet", """{"observedGeneration":2,"updatedReplicas":1,"readyReplicas":2}""", false)]
    [InlineData("DaemonSet", """{"observedGeneration":2,"desiredNumberScheduled":3,"updatedNumberScheduled":3,"numberAvailable":3}""", true)]
    [InlineData("DaemonSet", """{"observedGeneration":2,"desiredNumberScheduled":3,"updatedNumberScheduled":2,"numberAvailable":3}""", false)]
    [InlineData("argo.Rollout", """{"observedGeneration":"2","phase":"Healthy"}""", true)]
    [InlineData("argo.Rollout", """{"observedGeneration":"2","phase":"Progressing"}""", false)]
    public async Task A_rollout_is_complete_when_the_status_says_so(string kind, string status, bool isComplete)
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(
            200, $$"""{"metadata":{"name":"web","resourceVersion":"9","generation":2},"spec":{"replicas":2},"status":{{status}}}"""));
        await using var kube = new KubeHarness(api.Address);

        var looked = await kube.Get<IWorkloads>().LookAsync(new WorkloadRef("app", kind, "web"), default);
        Assert.True(looked.TryGet(out var rollout, out var failure), failure?.Message);
        Assert.Equal(isComplete, rollout.IsComplete);
    }

    [Fact]
    public async Task Nobody_waits_for_a_workload_that_is_not_there()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Status(404, "NotFound", "not found"));
        await using var kube = new KubeHarness(api.Address);

        var looked = await kube.Get<IWorkloads>().LookAsync(new WorkloadRef("app", "Deployment", "web"), default);
        Assert.True(looked.TryGet(out var rollout, out _) && rollout.IsComplete);
    }
}
