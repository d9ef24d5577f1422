using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Types;

/// <summary>Functions that choose by emptiness or truth. All arguments are evaluated before the choice.</summary>
internal static class DefaultFunctions
{
    public static IEnumerable<Function> All =>
    [
        Function.Variadic("default", [T.Any, T.Any], T.Any, args => args.Count < 2 || Kinds.IsEmpty(args[1]) ? args[0] : args[1]),
        new("empty", [T.Any], T.Bool, args => BoolValue.Of(Kinds.IsEmpty(args[0]))),
        Function.Variadic("coalesce", [T.Any], T.Any, Coalesce),
        Function.Variadic("all", [T.Any], T.Bool, args => BoolValue.Of(!Contains(args, empty: true))),
        Function.Variadic("any", [T.Any], T.Bool, args => BoolValue.Of(Contains(args, empty: false))),
        new("ternary", [T.Any, T.Any, T.Bool], T.Any, args => args.Bool(2) ? args[0] : args[1]),
        new("fail", [T.String], T.String, args => throw new FunctionError(args.Text(0))),
    ];

    private static Value? Coalesce(Arguments args)
    {
        foreach (var value in args.Span)
        {
            if (!Kinds.IsEmpty(value))
            {
                return value;
            }
        }

        return null;
    }

    private static bool Contains(Arguments args, bool empty)
    {
        foreach (var value in args.Span)
        {
            if (Kinds.IsEmpty(value) == empty)
            {
                return true;
            }
        }

        return false;
    }
}
