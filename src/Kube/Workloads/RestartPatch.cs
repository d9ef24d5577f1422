using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Contracts.Ports;
using Coffer.Domain.Workloads;
using Coffer.Kube.Api;

namespace Coffer.Kube.Workloads;

/// <summary>The merge patch that rolls a workload, or the finding that there is nothing to write.</summary>
internal static class RestartPatch
{
    public const string RestartedAt = "vso.secrets.hashicorp.com/restartedAt";

    private const string Rfc3339 = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Null when every stamp is there already or older than the one that is.</summary>
    public static JsonObject? Of(WorkloadType type, JsonElement workload, IReadOnlyList<RestartStamp> stamps, DateTimeOffset restartedAt)
    {
        var stored = type.Stamps(workload);
        var newer = stamps.Where(stamp => IsNewer(stamp.Id, stored.GetValueOrDefault(stamp.Annotation))).ToList();
        if (newer.Count == 0)
        {
            return null;
        }

        // Two requests for one source come down to the newest: the last one written under a name wins.
        var annotations = new JsonObject();
        foreach (var stamp in newer.OrderBy(stamp => RestartId.Number(stamp.Id)))
        {
            annotations[stamp.Annotation] = stamp.Id;
        }

        var metadata = new JsonObject { ["resourceVersion"] = workload.GetProperty("metadata").Required("resourceVersion") };
        if (type.IsRollout)
        {
            metadata["annotations"] = annotations;
            return new JsonObject
            {
                ["metadata"] = metadata,
                ["spec"] = new JsonObject { ["restartAt"] = RestartAt(workload, restartedAt) },
            };
        }

        annotations[RestartedAt] = Format(restartedAt);
        var template = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = annotations } };
        return new JsonObject { ["metadata"] = metadata, ["spec"] = new JsonObject { ["template"] = template } };
    }

    /// <summary>A stored text that is no id is older than any.</summary>
    public static bool IsNewer(string id, string? stored) => stored is null || RestartId.IsNewer(id, stored);

    /// <summary>
    /// A Rollout has only this time to see a restart by, and it has whole seconds: the same second again would be no restart.
    /// </summary>
    private static string RestartAt(JsonElement workload, DateTimeOffset restartedAt)
    {
        var wanted = Format(restartedAt);
        return workload.At("spec")?.Text("restartAt") == wanted ? Format(restartedAt.AddSeconds(1)) : wanted;
    }

    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Rfc3339, CultureInfo.InvariantCulture);
}
