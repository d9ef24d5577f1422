using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Kube.Api;
using Coffer.Kube.Watching;

namespace Coffer.Kube.Schemas;

/// <summary>
/// The API server's OpenAPI document, which every account may read, held against the records that resources are read into.
/// </summary>
internal sealed class ServedSchemas(IApiServer api) : IServedSchemas
{
    /// <summary>All kinds are of one group and version, and in one document.</summary>
    private static readonly ResourceKind Any = ResourceKinds.VaultStaticSecret;

    private static readonly ApiTarget Document =
        new(new ApiType(Any.Group, Any.Version, $"{Any.Group}/{Any.Version}") { Root = "openapi/v3/apis" }, null);

    private static readonly string[] Parts = ["spec", "status"];

    public async Task<Outcome<IReadOnlyList<DroppedFields>>> FindDroppedAsync(CancellationToken cancellation)
    {
        var request = new ApiRequest("get", Document);
        return (await api.SendAsync(request, cancellation)).Read(request, Compare);
    }

    private static IReadOnlyList<DroppedFields> Compare(JsonElement document)
    {
        var schemas = document.At("components", "schemas") is { ValueKind: JsonValueKind.Object } served
            ? served.EnumerateObject().Select(schema => schema.Value).ToList()
            : [];
        return
        [
            .. from kind in ResourceKinds.Custom
               let schema = schemas.Cast<JsonElement?>().FirstOrDefault(schema => IsOf(schema!.Value, kind))
               where schema is not null
               let paths = Parts.SelectMany(part => Missing(
                   Property(ResourceJsonTypes.Of(kind), part), schema?.At("properties", part), part)).ToList()
               where paths.Count > 0
               select new DroppedFields(kind, paths),
        ];
    }

    private static bool IsOf(JsonElement schema, ResourceKind kind) =>
        schema.Child("x-kubernetes-group-version-kind").Items().Any(names => names.Text("kind") == kind.Kind);

    private static JsonTypeInfo Property(JsonTypeInfo type, string name) =>
        Info(type.Properties.Single(property => property.Name == name).PropertyType);

    private static JsonTypeInfo Info(Type type) => ResourceJson.Default.Options.GetTypeInfo(type);

    private static IEnumerable<string> Missing(JsonTypeInfo type, JsonElement? schema, string path)
    {
        if (schema is not { } known)
        {
            return [path];
        }

        return known.Flag("x-kubernetes-preserve-unknown-fields") ? [] : type.Kind switch
        {
            JsonTypeInfoKind.Object => type.Properties.SelectMany(property =>
                Missing(Info(property.PropertyType), known.At("properties", property.Name), $"{path}.{property.Name}")),
            JsonTypeInfoKind.Enumerable when known.Child("items") is { } items => Missing(Info(type.ElementType!), items, $"{path}[]"),
            JsonTypeInfoKind.Dictionary when known.Child("additionalProperties") is { } values =>
                Missing(Info(type.ElementType!), values, $"{path}{{}}"),
            _ => [],
        };
    }
}
