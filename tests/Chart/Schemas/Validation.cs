using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Schemas;

/// <summary>
/// Judges each object by the schema of its kind: Kubernetes' own by the client's models, Coffer's by the CRDs, the Prometheus operator's by
/// a schema beside this file.
/// </summary>
internal static partial class Validation
{
    private static readonly Dictionary<string, JsonObject> Crds = Directory.EnumerateFiles(Path.Combine(Repository.Chart, "crds"))
        .Select(file => Yaml.Object(File.ReadAllText(file)))
        .ToDictionary(
            crd => (string)crd["spec"]!["names"]!["kind"]!, crd => crd["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject());

    private static readonly JsonObject Monitoring =
        JsonNode.Parse(File.ReadAllText(Repository.Path("tests/Chart/Schemas/monitoring.json")))!.AsObject();

    public static IEnumerable<string> Problems(Manifest manifest) =>
        Metadata(manifest).Concat(BySchema(manifest)).Select(problem => $"{manifest}: {problem}");

    private static IEnumerable<string> BySchema(Manifest manifest) => manifest.ApiVersion switch
    {
        "secrets.hashicorp.com/v1beta1" => ByCrd(manifest),
        "monitoring.coreos.com/v1" => new JsonSchema(Monitoring).Problems("", Monitoring["definitions"]![manifest.Kind], manifest.Json),
        _ => ModelSchema.Find(manifest.ApiVersion, manifest.Kind) is { } type
            ? ModelSchema.Problems("", type, manifest.Json)
            : [$"{manifest.ApiVersion} {manifest.Kind} is unknown"],
    };

    private static IEnumerable<string> ByCrd(Manifest manifest)
    {
        var schema = Crds[manifest.Kind]["properties"]!["spec"]!.AsObject();
        return new JsonSchema(Strict(schema)).Problems(manifest.Spec);
    }

    /// <summary>The API server drops what a structural schema does not know; here it is a problem.</summary>
    private static JsonObject Strict(JsonObject schema)
    {
        var strict = schema.DeepClone().AsObject();
        Close(strict);
        return strict;
    }

    private static void Close(JsonNode? schema)
    {
        if (schema is not JsonObject rules)
        {
            return;
        }

        if (rules["properties"] is JsonObject properties)
        {
            properties.ToList().ForEach(property => Close(property.Value));
            rules.TryAdd("additionalProperties", JsonValue.Create(false));
        }

        Close(rules["items"]);
    }

    private static IEnumerable<string> Metadata(Manifest manifest)
    {
        var isScoped = manifest.Kind is not ("ClusterRole" or "ClusterRoleBinding" or "ValidatingAdmissionPolicy"
            or "ValidatingAdmissionPolicyBinding");
        var broken = manifest.Labels.Where(label => !LabelValue().IsMatch((string?)label.Value ?? ""))
            .Select(label => $"label {label.Key} has the value {label.Value}");
        return broken
            .Concat(Subdomain().IsMatch(manifest.Name) && manifest.Name.Length <= 253 ? [] : [$"the name {manifest.Name} can't be"])
            .Concat(manifest.Kind != "Service" || manifest.Name.Length <= 63 ? [] : ["a Service's name has at most 63 characters"])
            .Concat(isScoped == (manifest.Namespace is not null) ? [] : ["the namespace is missing, or set where there is none"]);
    }

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValue();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")]
    private static partial Regex Subdomain();
}
