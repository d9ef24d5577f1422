using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Semver;

/// <summary>The types of versions.</summary>
internal static class VersionTypes
{
    public static readonly GoType Version = new("semver.Version", Kind.Struct)
    {
        Fields =
        [
            new("major", GoTypes.Uint64), new("minor", GoTypes.Uint64), new("patch", GoTypes.Uint64),
            new("pre", GoTypes.String), new("metadata", GoTypes.String), new("original", GoTypes.String),
        ],
        MethodSource = () => VersionMethods.OfValues,
    };

    public static readonly GoType Pointer =
        new("*semver.Version", Kind.Ptr) { Element = Version, MethodSource = () => VersionMethods.OfPointers };
}
