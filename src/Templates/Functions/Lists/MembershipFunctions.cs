using System.Runtime.InteropServices;
using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Types;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Lists;

/// <summary>Functions that compare a list's elements by deep equality.</summary>
internal static class MembershipFunctions
{
    public static IEnumerable<Function> All =>
    [
        .. ListFunctions.Pair("uniq", [T.Any], T.SliceOfAny, Uniq),
        .. ListFunctions.Pair("without", [T.Any, T.Any], T.SliceOfAny, Without, variadic: true),
        .. ListFunctions.Pair("has", [T.Any, T.Any], T.Bool, args => BoolValue.Of(args[1] is not null
            && Contains(ListFunctions.Items(args[1], "Cannot find has on type "), args[0], args.Budget))),
    ];

    private static SliceValue Uniq(Arguments args)
    {
        var kept = new List<Value?>();
        foreach (var item in ListFunctions.Items(args[0], "Cannot find uniq on type "))
        {
            if (!Contains(CollectionsMarshal.AsSpan(kept), item, args.Budget))
            {
                kept.Add(item);
            }
        }

        return SliceValue.OfAny([.. kept]);
    }

    private static SliceValue Without(Arguments args)
    {
        var kept = new List<Value?>();
        foreach (var item in ListFunctions.Items(args[0], "Cannot find without on type "))
        {
            if (!Contains(args.From(1), item, args.Budget))
            {
                kept.Add(item);
            }
        }

        return SliceValue.OfAny([.. kept]);
    }

    private static bool Contains(ReadOnlySpan<Value?> items, Value? wanted, Budget budget)
    {
        var equality = new DeepEquality(budget);
        foreach (var item in items)
        {
            if (equality.Holds(wanted, item))
            {
                return true;
            }
        }

        return false;
    }
}
