using Coffer.Contracts.Resources;

namespace Coffer.Cli.Resources;

/// <summary>How people call Coffer's kinds: by kind, singular, plural or short name, in any case.</summary>
internal static class KindNames
{
    /// <summary>Kinds that keep a Secret in step.</summary>
    public static readonly IReadOnlyList<ResourceKind> Secrets =
        [ResourceKinds.VaultStaticSecret, ResourceKinds.VaultDynamicSecret, ResourceKinds.VaultPKISecret];

    private static readonly (string Short, ResourceKind Kind)[] Short =
    [
        ("vss", ResourceKinds.VaultStaticSecret), ("vds", ResourceKinds.VaultDynamicSecret), ("vpki", ResourceKinds.VaultPKISecret),
        ("vauth", ResourceKinds.VaultAuth), ("vauthglobal", ResourceKinds.VaultAuthGlobal), ("vconn", ResourceKinds.VaultConnection),
    ];

    /// <summary>All names, for messages and completion.</summary>
    public static IEnumerable<string> All => Short.Select(entry => entry.Short).Concat(ResourceKinds.Custom.Select(kind => kind.Plural));

    /// <summary>The kind of a name; null for none of ours.</summary>
    public static ResourceKind? Find(string name) =>
        Short.FirstOrDefault(entry => Same(entry.Short, name)).Kind
        ?? ResourceKinds.Custom.FirstOrDefault(kind => Same(kind.Kind, name) || Same(kind.Plural, name)
            || Same($"{kind.Plural}.{kind.Group}", name));

    /// <summary>Whether objects of the kind keep a Secret in step.</summary>
    public static bool IsSecret(string kind) => Secrets.Any(known => known.Kind == kind);

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
