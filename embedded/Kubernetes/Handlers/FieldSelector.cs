using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;
using System.Text.Json.Nodes;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>fieldSelector: names everywhere, and the few fields that single kinds support.</summary>
internal sealed class FieldSelector
{
    private static readonly Dictionary<string, string[]> Supported = new()
    {
        ["secrets"] = ["type"],
        ["namespaces"] = ["status.phase"],
        ["pods"] = ["spec.nodeName", "status.phase", "spec.serviceAccountName"],
        ["replicasets.apps"] = ["status.replicas"],
        ["events"] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
            "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
    };

    private readonly List<(string Field, string Value, bool Equal)> _terms = [];

    public bool IsEmpty => _terms.Count == 0;

    /// <summary>The one name that is asked for, if so.</summary>
    public string? Name => _terms.FirstOrDefault(term => term is { Field: "metadata.name", Equal: true }).Value;

    /// <exception cref="ApiException">400: the kind has no such field to select by.</exception>
    public static FieldSelector Parse(string text, ResourceDefinition resource)
    {
        var selector = new FieldSelector();
        foreach (var term in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = term.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
            {
                throw Errors.BadRequest($"invalid selector: '{text}'; can't understand '{term}'");
            }

            var equal = term[at - 1] != '!';
            var field = term[..(equal ? at : at - 1)];
            if (field is not ("metadata.name" or "metadata.namespace")
                && !Supported.GetValueOrDefault(resource.TableName, []).Contains(field) && !resource.SelectableFields.Contains(field))
            {
                throw Errors.BadRequest($"field label not supported: {field}");
            }

            selector._terms.Add((field, term[(at + 1)..].TrimStart('='), equal));
        }

        return selector;
    }

    public bool Matches(StoredObject value)
    {
        JsonObject? parsed = null;
        foreach (var (field, wanted, equal) in _terms)
        {
            var actual = field switch
            {
                "metadata.name" => value.Header.Name,
                "metadata.namespace" => value.Header.Namespace ?? "",
                _ => Find(parsed ??= value.ToJson(), field),
            };
            if (actual == wanted != equal)
            {
                return false;
            }
        }

        return true;
    }

    private static string Find(JsonObject value, string field) => field switch
    {
        "source" => value.Object("source").Text("component") ?? value.Text("reportingComponent") ?? "",
        _ => field.Split('.').Aggregate((JsonNode?)value, (node, name) => (node as JsonObject)?[name]).AsText() ?? "",
    };
}
