using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;

namespace Coffer.Embedded.Kubernetes.Apply;

/// <summary>One entry of metadata.managedFields.</summary>
internal sealed record ManagedEntry(string Manager, string Operation, string Subresource, string ApiVersion, string? Time, FieldSet Fields)
{
    public const string Applies = "Apply";
    public const string Updates = "Update";

    /// <summary>How a conflict names this writer.</summary>
    public string Title
    {
        get
        {
            var name = Subresource.Length == 0 ? $"\"{Manager}\"" : $"\"{Manager}\" with subresource \"{Subresource}\"";
            return Operation == Updates ? $"{name} using {ApiVersion}" : name;
        }
    }

    public bool IsBy(ManagedEntry other) =>
        (Manager, Operation, Subresource) == (other.Manager, other.Operation, other.Subresource)
        && (Operation == Applies || ApiVersion == other.ApiVersion);

    /// <returns>Null when an entry can't be read.</returns>
    public static IReadOnlyList<ManagedEntry>? ReadAll(JsonArray? entries)
    {
        var result = new List<ManagedEntry>();
        foreach (var entry in entries ?? [])
        {
            if (entry.Text("operation") is not (Applies or Updates) || entry.Text("fieldsType") != "FieldsV1")
            {
                return null;
            }

            var fields = entry.Object("fieldsV1") is { Count: > 0 } present ? FieldSet.FromJson(present) : new FieldSet();
            result.Add(new ManagedEntry(
                entry.Text("manager") ?? "", entry.Text("operation")!, entry.Text("subresource") ?? "", entry.Text("apiVersion") ?? "",
                entry.Text("time"), fields));
        }

        return result;
    }

    public JsonObject ToJson()
    {
        var entry = new JsonObject { ["manager"] = Manager, ["operation"] = Operation, ["apiVersion"] = ApiVersion };
        if (Time is not null)
        {
            entry["time"] = Time;
        }

        entry["fieldsType"] = "FieldsV1";
        entry["fieldsV1"] = Fields.ToJson();
        if (Subresource.Length > 0)
        {
            entry["subresource"] = Subresource;
        }

        return entry;
    }
}
