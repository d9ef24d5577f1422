using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Sources.Kv;

/// <summary>Checks what is a KV secret's own in a VaultStaticSecret.</summary>
internal static class KvRules
{
    public static IEnumerable<SpecError> Check(VaultStaticSecretSpec spec) =>
    [
        .. SpecError.Unless(spec.Mount.Trim('/').Length > 0, "spec.mount", "names no mount"),
        .. SpecError.Unless(spec.Path.Trim('/').Length > 0, "spec.path", "names no path"),
        .. Bounds.Length("spec.mount", spec.Mount, SpecLimits.PathLength),
        .. Bounds.Length("spec.path", spec.Path, SpecLimits.PathLength),
        .. ForbiddenSources.Mount(spec.Mount, spec.Type == FieldValues.KvV2) is { } forbidden ? [forbidden] : Array.Empty<SpecError>(),
        .. SpecError.Unless(
            spec.Type is FieldValues.KvV1 or FieldValues.KvV2, "spec.type", $"'{ShortText.Name(spec.Type)}' is not kv-v1 or kv-v2"),
        .. SpecError.Unless(spec.Version is null or >= 0, "spec.version", "must be 0 (the latest) or more"),
    ];
}
