using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Schema;

namespace Coffer.Embedded.Kubernetes.Writing;

/// <summary>All reasons why an object can't be stored, together.</summary>
internal static class ObjectValidator
{
    private const int MaxAnnotationBytes = 256 * 1024;

    private static readonly string[] OwnerFields = ["apiVersion", "kind", "name", "uid"];

    /// <exception cref="ApiException">422 with every cause.</exception>
    public static void Check(ResourceDefinition resource, JsonObject? old, JsonObject value)
    {
        var metadata = value.Metadata();
        List<FieldError> errors =
        [
            .. old is null ? CheckName(resource, metadata) : CheckUpdate(old.Metadata(), metadata),
            .. CheckLabels(metadata),
            .. CheckAnnotations(metadata),
            .. CheckOwners(metadata),
            .. resource.IsCustom ? SchemaValidator.Validate(value, old, resource.Schema) : [],
            .. resource.Rules.Validate(old, value),
        ];
        if (errors.Count > 0)
        {
            throw Errors.Invalid(resource, metadata.Text("name") ?? "", errors);
        }
    }

    private static IEnumerable<FieldError> CheckName(ResourceDefinition resource, JsonObject metadata)
    {
        var name = metadata.Text("name");
        if (string.IsNullOrEmpty(name))
        {
            return [FieldError.Required("metadata.name", "name or generateName is required")];
        }

        return resource.Rules.CheckName(name) is { } why ? [FieldError.Invalid("metadata.name", name, why)] : [];
    }

    private static IEnumerable<FieldError> CheckUpdate(JsonObject old, JsonObject metadata)
    {
        if (old.Text("uid") != metadata.Text("uid"))
        {
            // Twice: rest.BeforeUpdate checks it, and the kind's own validation does so again.
            yield return FieldError.Invalid("metadata.uid", metadata["uid"], "field is immutable");
            yield return FieldError.Invalid("metadata.uid", metadata["uid"], "field is immutable");
        }

        if (old["deletionTimestamp"] is null)
        {
            yield break;
        }

        var added = metadata.Texts("finalizers").Except(old.Texts("finalizers")).ToList();
        if (added.Count > 0)
        {
            var list = string.Join(", ", added.Select(name => $"\"{name}\""));
            yield return FieldError.Forbidden(
                "metadata.finalizers",
                $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}");
        }
    }

    private static IEnumerable<FieldError> CheckLabels(JsonObject metadata)
    {
        foreach (var (key, value) in metadata.Object("labels") ?? [])
        {
            if (Names.CheckQualifiedName(key) is { } why)
            {
                yield return FieldError.Invalid("metadata.labels", key, why);
            }

            if (Names.CheckLabelValue(value.AsText() ?? "") is { } whyValue)
            {
                yield return FieldError.Invalid("metadata.labels", value, whyValue);
            }
        }
    }

    private static IEnumerable<FieldError> CheckAnnotations(JsonObject metadata)
    {
        var total = 0;
        foreach (var (key, value) in metadata.Object("annotations") ?? [])
        {
            if (Names.CheckQualifiedName(key.ToLowerInvariant()) is { } why)
            {
                yield return FieldError.Invalid("metadata.annotations", key, why);
            }

            total += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value.AsText() ?? "");
        }

        if (total > MaxAnnotationBytes)
        {
            yield return FieldError.TooLong("metadata.annotations", MaxAnnotationBytes);
        }
    }

    private static IEnumerable<FieldError> CheckOwners(JsonObject metadata)
    {
        var owners = metadata.Array("ownerReferences") ?? [];
        for (var i = 0; i < owners.Count; i++)
        {
            foreach (var name in OwnerFields)
            {
                if (string.IsNullOrEmpty(owners[i].Text(name)))
                {
                    yield return FieldError.Invalid($"metadata.ownerReferences[{i}].{name}", owners[i].Text(name) ?? "",
                        $"{(name == "apiVersion" ? "version" : name)} must not be empty");
                }
            }
        }
    }
}
