using Coffer.Contracts.Resources;
using Coffer.Domain.Auths.Methods;

namespace Coffer.Domain.Auths.Globals;

/// <summary>
/// Merges a VaultAuth with a VaultAuthGlobal: what the VaultAuth gives wins, then what the global's block of the method gives, then the
/// global's own defaults. <c>allowedNamespaces</c> and <c>storageEncryption</c> are the VaultAuth's alone. As the reference does it, but
/// for fields that exclude each other.
/// </summary>
public static class VaultAuthMerge
{
    /// <summary>Merges. What comes out may still lack something.</summary>
    public static MergedAuth Merge(VaultAuthSpec spec, GlobalDefaults global)
    {
        var given = global.Spec;
        var name = Either.Text(spec.Method, given.DefaultAuthMethod);
        var method = LoginMethods.Find(name);
        var block = method?.Defaults(given);
        var strategy = spec.VaultAuthGlobalRef?.MergeStrategy;
        var merged = (method?.Merge(spec, given) ?? spec) with
        {
            Method = name,
            Mount = Either.Text(spec.Mount, Either.Text(block?.Mount, given.DefaultMount)),
            Namespace = Either.Text(spec.Namespace, Either.Text(block?.Namespace, given.DefaultVaultNamespace)),
            VaultConnectionRef = Either.Text(spec.VaultConnectionRef, given.VaultConnectionRef),
            Headers = Merge(strategy?.Headers, StringComparer.OrdinalIgnoreCase, spec.Headers, block?.Headers, given.Headers),
            Params = Merge(strategy?.Params, StringComparer.Ordinal, spec.Params, block?.Params, given.Params),
        };
        return new MergedAuth(
            merged, global.Key, Tell(global, method, spec, merged),
            string.IsNullOrEmpty(spec.Namespace) && !string.IsNullOrEmpty(merged.Namespace));
    }

    private static IReadOnlyDictionary<string, string>? Merge(
        string? strategy, StringComparer names, params IReadOnlyList<IReadOnlyDictionary<string, string>?> nearestFirst) => strategy switch
        {
            FieldValues.Replace => nearestFirst.FirstOrDefault(static map => map is { Count: > 0 }),
            FieldValues.Union => nearestFirst.OfType<IReadOnlyDictionary<string, string>>().SelectMany(static map => map)
                .DistinctBy(static entry => entry.Key, names).ToDictionary(),
            _ => nearestFirst[0],
        };

    private static string Tell(GlobalDefaults global, LoginMethod? method, VaultAuthSpec own, VaultAuthSpec merged)
    {
        var (ownRole, role) = (method?.Role(own) ?? "", method?.Role(merged) ?? "");
        string[] parts =
        [
            Part("method", own.Method, merged.Method, merged.Method),
            Part("mount", own.Mount, merged.Mount, merged.Mount),
            Part("role", ownRole, role, method?.ShownRole(role)),
            Part("Vault namespace", own.Namespace, merged.Namespace, merged.Namespace),
            Part("VaultConnection", own.VaultConnectionRef, merged.VaultConnectionRef, merged.VaultConnectionRef),
        ];
        return $"merged with VaultAuthGlobal {global.Key}: {string.Join(", ", parts.Where(static part => part.Length > 0))}";
    }

    private static string Part(string what, string? own, string? merged, string? shown) =>
        string.IsNullOrEmpty(merged) ? "" : $"{what} {shown} ({(string.IsNullOrEmpty(own) ? "from it" : "its own")})";
}
