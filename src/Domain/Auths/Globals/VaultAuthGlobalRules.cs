using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths.Methods;
using Coffer.Domain.Limits;
using Coffer.Domain.Reach;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths.Globals;

/// <summary>
/// Checks a VaultAuthGlobal. What is missing is no flaw, for the VaultAuths may give it; what stands there has to be usable.
/// </summary>
public static class VaultAuthGlobalRules
{
    /// <summary>Everything that is wrong.</summary>
    public static IReadOnlyList<SpecError> Check(VaultAuthGlobal global)
    {
        if (Bounds.Whole(global.Metadata) is { } tooLarge)
        {
            return [tooLarge];
        }

        var spec = global.Spec;
        return
        [
            .. Method(spec.DefaultAuthMethod),
            .. References.Flaws("spec.vaultConnectionRef", spec.VaultConnectionRef),
            .. BlockFlaws.Count("spec.allowedNamespaces", spec.AllowedNamespaces?.Count, SpecLimits.AllowedNamespaces),
            .. BlockFlaws.Mount("spec.defaultMount", spec.DefaultMount),
            .. Bounds.Length("spec.defaultVaultNamespace", spec.DefaultVaultNamespace, SpecLimits.PathLength),
            .. Maps("spec", spec.Headers, spec.Params),
            .. LoginMethods.All.SelectMany(method => Block(method, spec)),
        ];
    }

    private static IEnumerable<SpecError> Method(string? name) => SpecError.Unless(
        string.IsNullOrEmpty(name) || LoginMethods.Find(name) is not null,
        "spec.defaultAuthMethod", $"'{ShortText.Name(name ?? "")}' is none of {LoginMethods.Names}");

    private static IEnumerable<SpecError> Block(LoginMethod method, VaultAuthGlobalSpec spec) => method.Defaults(spec) is not { } defaults
        ? []
        :
        [
            .. method.Malformed(method.Merge(new VaultAuthSpec(), spec)),
            .. BlockFlaws.Mount($"{method.Block}.mount", defaults.Mount),
            .. Bounds.Length($"{method.Block}.namespace", defaults.Namespace, SpecLimits.PathLength),
            .. Maps(method.Block, defaults.Headers, defaults.Params),
        ];

    private static IEnumerable<SpecError> Maps(
        string path, IReadOnlyDictionary<string, string>? headers, IReadOnlyDictionary<string, string>? parameters) =>
    [
        .. BlockFlaws.Count($"{path}.headers", headers?.Count, SpecLimits.Headers),
        .. BlockFlaws.Count($"{path}.params", parameters?.Count, SpecLimits.Headers),
        .. (headers ?? new Dictionary<string, string>()).Select(static header => HeaderRules.Objection(header.Key, header.Value))
            .OfType<string>().Select(objection => new SpecError($"{path}.headers", objection)),
    ];
}
