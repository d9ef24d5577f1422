using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Coffer.Kube.Events;

/// <summary>Bodies of core/v1 Events.</summary>
internal static class EventBody
{
    public static ReadOnlyMemory<byte> Create(PendingEvent pending, EventWrite write, string @namespace, string instance) =>
        Utf8(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = write.Name, ["namespace"] = @namespace },
            ["involvedObject"] = new JsonObject
            {
                ["apiVersion"] = pending.About.Kind.ApiVersion,
                ["kind"] = pending.About.Kind.Kind,
                ["namespace"] = pending.About.Key.Namespace,
                ["name"] = pending.About.Key.Name,
                ["uid"] = pending.About.Uid,
                ["resourceVersion"] = pending.About.ResourceVersion,
            },
            ["type"] = pending.Warning ? "Warning" : "Normal",
            ["reason"] = pending.Reason,
            ["message"] = pending.Message,
            ["count"] = write.Count,
            ["firstTimestamp"] = Seconds(write.First),
            ["lastTimestamp"] = Seconds(write.Last),
            ["source"] = new JsonObject { ["component"] = KubeOptions.FieldManager, ["host"] = instance },
            ["reportingComponent"] = KubeOptions.FieldManager,
            ["reportingInstance"] = instance,
        });

    public static ReadOnlyMemory<byte> Repeat(EventWrite write) =>
        Utf8(new JsonObject { ["count"] = write.Count, ["lastTimestamp"] = Seconds(write.Last) });

    private static string Seconds(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static ReadOnlyMemory<byte> Utf8(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
