using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;
using Coffer.Domain.Rendering;
using Coffer.Domain.Timing;

namespace Coffer.Domain.Sources.Certificates;

/// <summary>Checks what is a certificate's own in a VaultPKISecret. What a role allows is Vault's to say.</summary>
internal static class CertificateRules
{
    private static readonly string[] Reserved = ["auth", "sys", "identity", "cubbyhole"];

    public static IEnumerable<SpecError> Check(VaultPKISecretSpec spec) =>
    [
        .. SpecError.Unless(spec.Mount.Trim('/').Length > 0, "spec.mount", "names no mount"),
        .. Bounds.Length("spec.mount", spec.Mount, SpecLimits.PathLength),
        .. SpecError.Unless(
            !Reserved.Contains(spec.Mount.TrimStart('/').Split('/')[0], StringComparer.Ordinal), "spec.mount",
            $"'{ShortText.Name(spec.Mount.TrimStart('/').Split('/')[0])}/' is a part of Vault that holds tokens and settings, no secrets "
                + "engine: write the mount of a pki engine (vault secrets list)"),
        .. Segment("spec.role", spec.Role),
        .. string.IsNullOrEmpty(spec.IssuerRef) ? [] : Segment("spec.issuerRef", spec.IssuerRef),
        .. SpecError.Unless(
            Durations.TryParse(spec.ExpiryOffset, out _), "spec.expiryOffset",
            $"'{ShortText.Name(spec.ExpiryOffset)}' is no duration; write e.g. 30m or 24h"),
        .. SpecError.Unless(
            string.IsNullOrEmpty(spec.Ttl) || string.IsNullOrEmpty(spec.NotAfter), "spec.notAfter",
            "only one of spec.ttl and spec.notAfter may be set: Vault refuses both in one request"),
    ];

    /// <summary>One step of a path: another would lead to another part of Vault.</summary>
    private static IEnumerable<SpecError> Segment(string field, string text) =>
    [
        .. SpecError.Unless(
            text.Length > 0 && !text.Contains('/', StringComparison.Ordinal) && text is not ("." or ".."), field,
            $"'{ShortText.Name(text)}' is no name: write it without slashes"),
        .. Bounds.Length(field, text, SpecLimits.PathLength),
    ];
}
