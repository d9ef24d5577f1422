using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes.Tables;

/// <summary>meta.k8s.io/v1 Table, what kubectl get prints.</summary>
internal static class TablePrinter
{
    /// <summary>A table in which each row brings its whole object along, for kubectl to sort by any field, or its metadata alone.</summary>
    public static JsonObject Print(
        ResourceDefinition resource, IEnumerable<StoredObject> objects, long revision, DateTimeOffset now, bool hasWholeObjects)
    {
        var table = new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) },
            ["columnDefinitions"] = new JsonArray([.. resource.Columns.Select(Definition)]),
        };
        table["rows"] = new JsonArray([.. objects.Select(value => (JsonNode)Row(resource, value, now, hasWholeObjects))]);
        return table;
    }

    private static JsonNode Definition(TableColumn column) => new JsonObject
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Format,
        ["description"] = column.Description,
        ["priority"] = column.Priority,
    };

    private static JsonObject Row(ResourceDefinition resource, StoredObject stored, DateTimeOffset now, bool hasWholeObject)
    {
        var value = stored.ToJson();
        return new JsonObject
        {
            ["cells"] = new JsonArray([.. resource.Columns.Select(column => Cell(column, value, now))]),
            ["object"] = hasWholeObject ? Whole(resource, value) : new JsonObject
            {
                ["kind"] = "PartialObjectMetadata",
                ["apiVersion"] = "meta.k8s.io/v1",
                ["metadata"] = value.Metadata().DeepClone(),
            },
        };
    }

    private static JsonObject Whole(ResourceDefinition resource, JsonObject value)
    {
        (value["kind"], value["apiVersion"]) = (resource.Kind, resource.ApiVersion);
        return value;
    }

    private static JsonNode? Cell(TableColumn column, JsonObject value, DateTimeOffset now)
    {
        if (column.Value(value) is not { } found)
        {
            return null;
        }

        if (column.Type == "date")
        {
            return DateTimeOffset.TryParse(found.AsText(), CultureInfo.InvariantCulture, out var moment)
                ? HumanDuration(now - moment)
                : "<unknown>";
        }

        return column.Type == "string" ? found.AsText() ?? Encoding.UTF8.GetString(JsonText.ToBytes(found)) : found;
    }

    /// <summary>k8s.io/apimachinery's duration.HumanDuration: two units while small, one when large.</summary>
    private static string HumanDuration(TimeSpan age)
    {
        var (seconds, minutes, hours) = ((long)age.TotalSeconds, (long)age.TotalMinutes, (long)age.TotalHours);
        var days = hours / 24;
        return age switch
        {
            _ when seconds < -1 => "<invalid>",
            _ when seconds < 0 => "0s",
            _ when seconds < 120 => $"{seconds}s",
            _ when minutes < 10 => Two(minutes, "m", seconds % 60, "s"),
            _ when minutes < 180 => $"{minutes}m",
            _ when hours < 8 => Two(hours, "h", minutes % 60, "m"),
            _ when hours < 48 => $"{hours}h",
            _ when days < 8 => Two(days, "d", hours % 24, "h"),
            _ when days < 730 => $"{days}d",
            _ when days < 2920 => Two(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    private static string Two(long large, string unit, long small, string smallUnit) =>
        small == 0 ? $"{large}{unit}" : $"{large}{unit}{small}{smallUnit}";
}
