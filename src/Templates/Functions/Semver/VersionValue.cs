using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Semver;

/// <summary>
/// Go's <c>semver.Version</c> or a pointer to it; <c>semver</c> yields a pointer, the version's own methods yield versions.
/// </summary>
internal sealed class VersionValue(SemanticVersion version, GoType type) : NativeValue
{
    public static readonly SemanticVersion Zero = new(0, 0, 0, "", "", "");

    public SemanticVersion Version { get; } = version;

    public override string Text => Version.ToString();

    public override IReadOnlyList<Value?> Fields =>
    [
        new UintValue(Version.Major, GoTypes.Uint64), new UintValue(Version.Minor, GoTypes.Uint64),
        new UintValue(Version.Patch, GoTypes.Uint64),
        StringValue.Of(Version.Prerelease), StringValue.Of(Version.Metadata), StringValue.Of(Version.Original),
    ];

    public override GoType Type { get; } = type;

    /// <summary>Pointers are the same when they are one object, versions when all their fields are.</summary>
    public override bool IsSame(NativeValue other) =>
        Kind == Kind.Ptr ? ReferenceEquals(this, other) : other is VersionValue version && version.Version == Version;

    public override bool IsDeeplySame(NativeValue other) => other is VersionValue version && version.Version == Version;

    public override string ToJson() => $"\"{Text}\"";
}
