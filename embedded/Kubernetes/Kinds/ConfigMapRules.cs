using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Kinds;

internal sealed class ConfigMapRules : KindRules
{
    private const int MaxBytes = 1024 * 1024;
    private static readonly string[] Fields = ["data", "binaryData"];

    public override IEnumerable<FieldError> Validate(JsonObject? old, JsonObject value)
    {
        long total = 0;
        foreach (var field in Fields)
        {
            foreach (var (key, item) in value.Object(field) ?? [])
            {
                if (Names.CheckConfigKey(key) is { } why)
                {
                    yield return FieldError.Invalid($"{field}[{key}]", key, why);
                }

                total += System.Text.Encoding.UTF8.GetByteCount(item.AsText() ?? "");
            }
        }

        if (total > MaxBytes)
        {
            yield return FieldError.TooLong("", MaxBytes);
        }

        if (old is null || !old.Flag("immutable"))
        {
            yield break;
        }

        if (!value.Flag("immutable"))
        {
            yield return FieldError.Forbidden("immutable", "field is immutable when `immutable` is set");
        }

        foreach (var field in Fields.Where(field => !JsonNode.DeepEquals(old[field], value[field])))
        {
            yield return FieldError.Forbidden(field, "field is immutable when `immutable` is set");
        }
    }
}
