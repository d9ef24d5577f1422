using System.Text;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;

namespace Coffer.Kube.Workloads;

/// <summary>Rolls workloads: one GET, one patch that holds only while nobody else changed the workload.</summary>
internal sealed class WorkloadRestarts(IApiServer api) : IWorkloads
{
    private const int Attempts = 4;

    public async Task<Outcome<RestartEffect>> RestartAsync(
        WorkloadRef workload, IReadOnlyList<RestartStamp> stamps, DateTimeOffset restartedAt, CancellationToken cancellation)
    {
        if (WorkloadType.Of(workload) is not { } type)
        {
            return new Failure(
                FailureKind.Misconfigured, $"a {workload.Kind} can't be restarted: use Deployment, DaemonSet, StatefulSet or argo.Rollout");
        }

        var target = new ApiTarget(type.Api, workload.Namespace, workload.Name);
        for (var attempt = 1; ; attempt++)
        {
            var look = new ApiRequest("get", target);
            var seen = await api.SendAsync(look, cancellation);
            if (seen.Problem is { Code: 404 } absent)
            {
                return absent.IsUnknownType ? RestartEffect.KindNotServed : RestartEffect.Missing;
            }

            if (!seen.Read(look, root => new Plan(WorkloadType.Effect(root), RestartPatch.Of(type, root, stamps, restartedAt)))
                .TryGet(out var plan, out var failure))
            {
                return failure;
            }

            var problem = plan.Patch is null ? null : (await api.SendAsync(Request(target, plan.Patch), cancellation)).Problem;
            if (problem is null)
            {
                return plan.Patch is null ? RestartEffect.AlreadyStamped : plan.Effect;
            }

            if (attempt == Attempts || problem.Code != 409)
            {
                return problem is { Code: 404, HasStatus: true } ? RestartEffect.Missing : problem.Failure;
            }
        }
    }

    public async Task<Outcome<Rollout>> LookAsync(WorkloadRef workload, CancellationToken cancellation)
    {
        if (WorkloadType.Of(workload) is not { } type)
        {
            return new Rollout(IsComplete: true);
        }

        var look = new ApiRequest("get", new ApiTarget(type.Api, workload.Namespace, workload.Name));
        var seen = await api.SendAsync(look, cancellation);
        return seen.Problem is { Code: 404 }
            ? new Rollout(IsComplete: true)
            : seen.Read(look, root => new Rollout(RolloutReading.IsComplete(workload.Kind, root)));
    }

    private static ApiRequest Request(ApiTarget target, JsonObject patch) =>
        ApiRequest.Patch(target, MediaTypes.MergePatch, Encoding.UTF8.GetBytes(patch.ToJsonString())) with { Accept = MediaTypes.Metadata };

    private sealed record Plan(RestartEffect Effect, JsonObject? Patch);
}
