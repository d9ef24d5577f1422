using System.Globalization;
using System.Text.Json;
using Coffer.Kube.Api;

namespace Coffer.Kube.Workloads;

/// <summary>Whether a workload's status says that its newest pod template is rolled out, as <c>kubectl rollout status</c> would.</summary>
internal static class RolloutReading
{
    /// <summary>A status that speaks of an earlier spec says nothing.</summary>
    public static bool IsComplete(string kind, JsonElement workload)
    {
        var generation = Number(workload.At("metadata", "generation")) ?? 0;
        if (kind == "argo.Rollout")
        {
            var seen = workload.At("status")?.Text("observedGeneration");
            return long.TryParse(seen, CultureInfo.InvariantCulture, out var number) && number >= generation
                && workload.At("status")?.Text("phase") == "Healthy";
        }

        return Number(workload.At("status", "observedGeneration")) >= generation && kind switch
        {
            "DaemonSet" => Status(workload, "desiredNumberScheduled") is var wanted
                && Status(workload, "updatedNumberScheduled") >= wanted && Status(workload, "numberAvailable") >= wanted,
            "StatefulSet" => Status(workload, "updatedReplicas") >= Wanted(workload)
                && Status(workload, "readyReplicas") >= Wanted(workload),
            _ => Status(workload, "updatedReplicas") >= Wanted(workload) && Status(workload, "availableReplicas") >= Wanted(workload)
                && Status(workload, "replicas") <= Status(workload, "updatedReplicas"),
        };
    }

    private static long Wanted(JsonElement workload) => Number(workload.At("spec", "replicas")) ?? 1;

    private static long Status(JsonElement workload, string name) => Number(workload.At("status", name)) ?? 0;

    private static long? Number(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;
}
