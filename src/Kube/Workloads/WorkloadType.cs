using System.Text.Json;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;

namespace Coffer.Kube.Workloads;

/// <summary>A kind of workload that can be rolled, and where its parts stand.</summary>
internal sealed record WorkloadType(ApiType Api, bool IsRollout)
{
    /// <summary>Null for a kind that can't be rolled.</summary>
    public static WorkloadType? Of(WorkloadRef workload) => workload.Kind switch
    {
        "Deployment" => new(new ApiType("apps", "v1", "deployments"), false),
        "DaemonSet" => new(new ApiType("apps", "v1", "daemonsets"), false),
        "StatefulSet" => new(new ApiType("apps", "v1", "statefulsets"), false),
        "argo.Rollout" => new(new ApiType("argoproj.io", "v1alpha1", "rollouts"), true),
        _ => null,
    };

    /// <summary>
    /// The annotations that hold the stamps: a Rollout's own (its template may be somebody else's), otherwise the pod template's.
    /// </summary>
    public IReadOnlyDictionary<string, string> Stamps(JsonElement workload) =>
        (IsRollout ? workload.At("metadata", "annotations") : workload.At("spec", "template", "metadata", "annotations")).Texts();

    public static RestartEffect Effect(JsonElement workload)
    {
        if (workload.At("spec", "paused") is { ValueKind: JsonValueKind.True })
        {
            return RestartEffect.Paused;
        }

        return workload.At("spec", "updateStrategy")?.Text("type") == "OnDelete" ? RestartEffect.OnDelete : RestartEffect.Restarted;
    }
}
