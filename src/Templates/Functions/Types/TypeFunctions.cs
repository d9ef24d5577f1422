using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Types;

/// <summary>Functions that look at the type of a value, or at whether it has one.</summary>
internal static class TypeFunctions
{
    public static IEnumerable<Function> All =>
    [
        new("typeOf", [T.Any], T.String, args => StringValue.Of(Kinds.TypeOf(args[0]))),
        new("typeIs", [T.String, T.Any], T.Bool, args => BoolValue.Of(args.Text(0) == Kinds.TypeOf(args[1]))),
        new("typeIsLike", [T.String, T.Any], T.Bool, args => BoolValue.Of(IsLike(args.Text(0), Kinds.TypeOf(args[1])))),
        new("kindOf", [T.Any], T.String, args => StringValue.Of(Kinds.NameOf(args[0]))),
        new("kindIs", [T.String, T.Any], T.Bool, args => BoolValue.Of(args.Text(0) == Kinds.NameOf(args[1]))),
        new("deepEqual", [T.Any, T.Any], T.Bool, args => BoolValue.Of(new DeepEquality(args.Budget).Holds(args[0], args[1]))),
    ];

    private static bool IsLike(string target, string type) => target == type || "*" + target == type;
}
