using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Kinds;

internal sealed class CustomResourceDefinitionRules(TimeProvider time) : KindRules
{
    public const string Finalizer = "customresourcecleanup.apiextensions.k8s.io";

    public override void Default(JsonObject value)
    {
        if (value.Object("spec") is not { } spec || spec.Object("names") is not { } names)
        {
            return;
        }

        var kind = names.Text("kind") ?? "";
        names["singular"] ??= kind.ToLowerInvariant();
        names["listKind"] ??= $"{kind}List";
        spec["conversion"] ??= new JsonObject { ["strategy"] = "None" };
    }

    public override void OnCreate(JsonObject value)
    {
        var spec = value.Object("spec");
        value["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(
                Condition("NamesAccepted", "NoConflicts", "no conflicts found"),
                Condition("Established", "InitialNamesAccepted", "the initial names have been accepted")),
            ["acceptedNames"] = spec.Object("names")?.DeepClone(),
            ["storedVersions"] = spec.Array("versions")?.Where(version => version.Flag("storage"))
                .Select(version => version.Text("name")!).ToJsonArray(),
        };
    }

    public override IEnumerable<FieldError> Validate(JsonObject? old, JsonObject value)
    {
        var spec = value.Object("spec");
        var (group, plural) = (spec.Text("group"), spec.Object("names").Text("plural"));
        if (group is null)
        {
            yield return FieldError.Required("spec.group");
        }

        if (plural is null)
        {
            yield return FieldError.Required("spec.names.plural");
        }

        if (value.Metadata().Text("name") != $"{plural}.{group}")
        {
            yield return FieldError.Invalid("metadata.name", value.Metadata()["name"], "must be spec.names.plural+\".\"+spec.group");
        }

        if (spec.Text("scope") is not ("Namespaced" or "Cluster"))
        {
            yield return FieldError.NotSupported("spec.scope", spec?["scope"], ["Cluster", "Namespaced"]);
        }

        var versions = spec.Array("versions") ?? [];
        if (versions.Count(version => version.Flag("storage")) != 1)
        {
            yield return FieldError.Invalid("spec.versions", versions, "must have exactly one version marked as storage version");
        }

        for (var i = 0; i < versions.Count; i++)
        {
            // The schema of an only version is judged where the first API of CRDs had it.
            var path = versions.Count == 1 ? "spec.validation.openAPIV3Schema" : $"spec.versions[{i}].schema.openAPIV3Schema";
            IEnumerable<FieldError> errors = versions[i].Object("schema").Object("openAPIV3Schema") is { } schema
                ? StructuralRules.Validate(schema, path)
                : [FieldError.Required(path, "schemas are required")];
            foreach (var error in errors)
            {
                yield return error;
            }
        }
    }

    public override IEnumerable<string> FinalizersOnDelete(string name) => [Finalizer];

    private JsonObject Condition(string type, string reason, string message) => new()
    {
        ["lastTransitionTime"] = Clock.Stamp(time),
        ["message"] = message,
        ["reason"] = reason,
        ["status"] = "True",
        ["type"] = type,
    };
}
