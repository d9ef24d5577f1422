using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Semver;

/// <summary>Semantic versions and constraints on them.</summary>
internal static class VersionFunctions
{
    private const int CharactersOfAStep = 256;

    public static IEnumerable<Function> All =>
    [
        new("semver", [T.String], VersionTypes.Pointer, args => new VersionValue(
            SemanticVersion.Parse(args.Text(0)), VersionTypes.Pointer)),
        new("semverCompare", [T.String, T.String], T.Bool, Compare),
    ];

    private static BoolValue Compare(Arguments args)
    {
        var ranges = args.Budget.VersionRanges;
        var range = ranges.Find(args.Text(0)) ?? ranges.Keep(args.Text(0), Read(args));
        return BoolValue.Of(range.IsMetBy(SemanticVersion.Parse(args.Text(1))));
    }

    private static VersionRange Read(Arguments args)
    {
        // Reading a constraint looks at each character again for those before it.
        var length = (long)args.Text(0).Length;
        args.Budget.Spend(length * length / CharactersOfAStep);
        return VersionRange.Parse(args.Text(0));
    }
}
