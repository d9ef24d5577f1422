using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Semver;

/// <summary>The methods of versions. Go declares some for pointers alone.</summary>
internal static class VersionMethods
{
    public static IEnumerable<Function> OfValues =>
    [
        new("String", [], T.String, args => StringValue.Of(Receiver(args).ToString())),
        new("Major", [], T.Uint64, args => new UintValue(Receiver(args).Major, T.Uint64)),
        new("Minor", [], T.Uint64, args => new UintValue(Receiver(args).Minor, T.Uint64)),
        new("Patch", [], T.Uint64, args => new UintValue(Receiver(args).Patch, T.Uint64)),
        new("Prerelease", [], T.String, args => StringValue.Of(Receiver(args).Prerelease)),
        new("Metadata", [], T.String, args => StringValue.Of(Receiver(args).Metadata)),
        Next("IncMajor", version => version.Next(unchecked(version.Major + 1), 0, 0)),
        Next("IncMinor", version => version.Next(version.Major, unchecked(version.Minor + 1), 0)),
        Next("IncPatch", version => version.Next(
            version.Major, version.Minor, unchecked(version.Patch + (version.Prerelease.Length > 0 ? 0u : 1u)))),
        new("SetPrerelease", [T.String], VersionTypes.Version, args => With(
            Receiver(args), "-" + args.Text(0), args.Text(0), (version, text) => version with { Prerelease = text })),
        new("SetMetadata", [T.String], VersionTypes.Version, args => With(
            Receiver(args), "+" + args.Text(0), args.Text(0), (version, text) => version with { Metadata = text })),
        new("Value", [], T.Any, args => StringValue.Of(Receiver(args).ToString())),
        new("MarshalJSON", [], T.SliceOfUint8, args => Bytes($"\"{Receiver(args)}\"")),
        new("MarshalText", [], T.SliceOfUint8, args => Bytes(Receiver(args).ToString())),
    ];

    public static IEnumerable<Function> OfPointers =>
    [
        .. OfValues,
        new("Original", [], T.String, args => StringValue.Of(Receiver(args).Original)),
        new("Compare", [VersionTypes.Pointer], T.Int, args => IntValue.Int(Math.Sign(Compare(args)))),
        Question("LessThan", order => order < 0),
        Question("LessThanEqual", order => order <= 0),
        Question("GreaterThan", order => order > 0),
        Question("GreaterThanEqual", order => order >= 0),
        Question("Equal", order => order == 0),
    ];

    private static SemanticVersion Receiver(Arguments args) => ((VersionValue)args.Receiver!).Version;

    private static int Compare(Arguments args) => args[0] is VersionValue other
        ? Receiver(args).CompareTo(other.Version)
        : throw new FunctionError("runtime error: invalid memory address or nil pointer dereference");

    private static Function Question(string name, Func<int, bool> ask) =>
        new(name, [VersionTypes.Pointer], T.Bool, args => BoolValue.Of(ask(Compare(args))));

    private static Function Next(string name, Func<SemanticVersion, SemanticVersion> next) =>
        new(name, [], VersionTypes.Version, args => new VersionValue(next(Receiver(args)), VersionTypes.Version));

    private static VersionValue With(
        SemanticVersion version, string suffix, string text, Func<SemanticVersion, string, SemanticVersion> change)
    {
        var isKept = text.Length == 0
            || VersionSyntax.Match("0" + suffix, VersionSyntax.IsDigit) is { } syntax && syntax.Length == suffix.Length + 1;
        if (!isKept)
        {
            throw new FunctionError(suffix[0] == '-' ? "invalid prerelease string" : "invalid metadata string");
        }

        if (suffix[0] == '-')
        {
            SemanticVersion.CheckPrerelease(text);
        }

        var changed = change(version, text);
        return new(changed with { Original = (version.Original.StartsWith('v') ? "v" : "") + changed }, VersionTypes.Version);
    }

    private static SliceValue Bytes(string text) => new([.. text.Select(value => new UintValue(value, T.Uint8))], T.SliceOfUint8);
}
