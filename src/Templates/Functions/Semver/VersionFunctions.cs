using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Semver;

/// <summary>Semantic versions and constraints on them.</summary>
internal static class VersionFunctions
{
    public static IEnumerable<Function> All =>
    [
        new("semver", [T.String], VersionTypes.Pointer, args => new VersionValue(SemanticVersion.Parse(args.Text(0)), VersionTypes.Pointer)),
        new("semverCompare", [T.String, T.String], T.Bool, Compare),
    ];

    private static BoolValue Compare(Arguments args)
    {
        args.Budget.Reserve(args.Text(0).Length);
        var range = VersionRange.Parse(args.Text(0));
        return BoolValue.Of(range.IsMetBy(SemanticVersion.Parse(args.Text(1))));
    }
}
