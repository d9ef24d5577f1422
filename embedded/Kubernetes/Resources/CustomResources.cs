using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Schema;
using Coffer.Embedded.Kubernetes.Tables;

namespace Coffer.Embedded.Kubernetes.Resources;

/// <summary>Turns a CustomResourceDefinition into the resources it serves.</summary>
internal static class CustomResources
{
    public static IEnumerable<ResourceDefinition> Read(JsonObject definition)
    {
        var spec = definition.Object("spec");
        foreach (var version in (spec.Array("versions") ?? []).OfType<JsonObject>().Where(version => version.Flag("served")))
        {
            yield return Read(spec!, spec.Object("names")!, version);
        }
    }

    private static ResourceDefinition Read(JsonObject spec, JsonObject names, JsonObject version)
    {
        var source = version.Object("schema").Object("openAPIV3Schema") ?? [];
        var hasStatus = version.Object("subresources")?.ContainsKey("status") == true;
        return new(spec.Text("group")!, version.Text("name")!, names.Text("plural")!, names.Text("kind")!)
        {
            Namespaced = spec.Text("scope") == "Namespaced",
            IsCustom = true,
            HasStatus = hasStatus,
            Singular = names.Text("singular")!,
            ListKind = names.Text("listKind")!,
            ShortNames = [.. names.Texts("shortNames")],
            Categories = [.. names.Texts("categories")],
            SelectableFields = [.. version.Array("selectableFields")?.OfType<JsonObject>().Select(Selectable) ?? []],
            Schema = SchemaReader.Read(source),
            Source = source,
            Columns = Columns(version),
            RequiresVersionOnUpdate = true,
            NewGeneration = (old, value) => DiffersOutside(old, value, hasStatus),
        };
    }

    private static string Selectable(JsonObject field) => (field.Text("jsonPath") ?? "").TrimStart('.');

    private static IReadOnlyList<TableColumn> Columns(JsonObject version)
    {
        var columns = version.Array("additionalPrinterColumns")?.OfType<JsonObject>().ToList() ?? [];
        return columns.Count == 0 ? TableColumn.Defaults : [TableColumn.NameColumn, .. columns.Select(Column)];
    }

    private static TableColumn Column(JsonObject column)
    {
        var path = ColumnPath.Parse(column.Text("jsonPath") ?? "");
        return new(column.Text("name")!, column.Text("type")!, path.Find)
        {
            Format = column.Text("format") ?? "",
            Description = column.Text("description") ?? "",
            Priority = (int)(column.Whole("priority") ?? 0),
        };
    }

    private static bool DiffersOutside(JsonObject old, JsonObject value, bool hasStatus) =>
        old.Select(pair => pair.Key).Union(value.Select(pair => pair.Key))
            .Where(name => name is not ("metadata" or "apiVersion" or "kind") && !(hasStatus && name == "status"))
            .Any(name => !JsonNode.DeepEquals(old[name], value[name]));
}
