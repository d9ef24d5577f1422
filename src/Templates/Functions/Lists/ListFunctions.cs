using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Maths;
using Coffer.Templates.Functions.Types;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Lists;

/// <summary>
/// Functions on lists of any type. Each <c>must</c> variant differs in Go only in how it fails, which templates report alike.
/// </summary>
internal static class ListFunctions
{
    public static IEnumerable<Function> All =>
    [
        Function.Variadic("list", [T.Any], T.SliceOfAny, args => SliceValue.OfAny(args.Span.ToArray())),
        Function.Variadic("tuple", [T.Any], T.SliceOfAny, args => SliceValue.OfAny(args.Span.ToArray())),
        .. Pair("append", [T.Any, T.Any], T.SliceOfAny, Append),
        .. Pair("push", [T.Any, T.Any], T.SliceOfAny, Append),
        .. Pair("prepend", [T.Any, T.Any], T.SliceOfAny, args => SliceValue.OfAny([args[1], .. Copied(args, "Cannot prepend on type ")])),
        .. Pair("first", [T.Any], T.Any, args => Items(args[0], "Cannot find first on type ") is [var first, ..] ? first : null),
        .. Pair("last", [T.Any], T.Any, args => Items(args[0], "Cannot find last on type ") is [.., var last] ? last : null),
        .. Pair("rest", [T.Any], T.SliceOfAny, args => Part(Copied(args, "Cannot find rest on type "), skip: 1)),
        .. Pair("initial", [T.Any], T.SliceOfAny, args => Part(Copied(args, "Cannot find initial on type "), skip: 0)),
        .. Pair("reverse", [T.Any], T.SliceOfAny, Reverse),
        .. Pair("compact", [T.Any], T.SliceOfAny, args => Filter(Copied(args, "Cannot compact on type "), item => !Kinds.IsEmpty(item))),
        .. Pair("slice", [T.Any, T.Any], T.Any, Slice, variadic: true),
        Function.Variadic("concat", [T.Any], T.Any, Concat),
        new("sortAlpha", [T.Any], T.SliceOfString, args => SortAlpha(args[0], args.Budget)),
        new("toStrings", [T.Any], T.SliceOfString, args => ToStrings(args[0], args.Budget)),
    ];

    /// <summary>A function under its name and under the one that Sprig gives to the variant which returns an error.</summary>
    internal static Function[] Pair(string name, GoType[] parameters, GoType result, FunctionBody body, bool variadic = false)
    {
        var function = new Function(name, parameters, result, body) { IsVariadic = variadic };
        return [function, function with { Name = "must" + char.ToUpperInvariant(name[0]) + name[1..] }];
    }

    /// <exception cref="FunctionError">The value is no list.</exception>
    internal static ReadOnlySpan<Value?> Items(Value? list, string complaint) =>
        list is SliceValue slice ? slice.Items : throw new FunctionError(complaint + Kinds.Required(list));

    /// <summary>The items of the first argument, which the function is going to copy: that is counted against the budget.</summary>
    private static ReadOnlySpan<Value?> Copied(Arguments args, string complaint)
    {
        var items = Items(args[0], complaint);
        args.Budget.Spend(items.Length);
        return items;
    }

    private static SliceValue Append(Arguments args) => SliceValue.OfAny([.. Copied(args, "Cannot push on type "), args[1]]);

    private static SliceValue Part(ReadOnlySpan<Value?> items, int skip) =>
        items.IsEmpty ? new SliceValue(null, T.SliceOfAny) : SliceValue.OfAny(items.Slice(skip, items.Length - 1).ToArray());

    private static SliceValue Reverse(Arguments args)
    {
        var items = Copied(args, "Cannot find reverse on type ").ToArray();
        Array.Reverse(items);
        return SliceValue.OfAny(items);
    }

    private static SliceValue Filter(ReadOnlySpan<Value?> items, Func<Value?, bool> keep)
    {
        var kept = new List<Value?>();
        foreach (var item in items)
        {
            if (keep(item))
            {
                kept.Add(item);
            }
        }

        return SliceValue.OfAny([.. kept]);
    }

    private static SliceValue? Slice(Arguments args)
    {
        var items = Copied(args, "list should be type of slice or array but ");
        if (items.IsEmpty)
        {
            return null;
        }

        var start = args.Count > 1 ? Conversions.ToInt(args[1]) : 0;
        var end = args.Count > 2 ? Conversions.ToInt(args[2]) : items.Length;
        if (start < 0 || end < start || end > items.Length)
        {
            throw new FunctionError("reflect.Value.Slice: slice index out of bounds");
        }

        return new(items[(int)start..(int)end].ToArray(), args[0]!.Type);
    }

    private static SliceValue Concat(Arguments args)
    {
        var all = new List<Value?>();
        foreach (var list in args.Span)
        {
            args.Budget.Spend(list is SliceValue { Count: var count } ? count : 1);
            all.AddRange(
                list is SliceValue slice ? slice.Items : throw new FunctionError($"Cannot concat type {Kinds.Required(list)} as list"));
        }

        return all.Count == 0 ? new(null, T.SliceOfAny) : SliceValue.OfAny([.. all]);
    }

    /// <summary>The texts in byte order. A <c>[]string</c> is sorted where it stands, which whoever else holds it sees, as in Go.</summary>
    private static SliceValue SortAlpha(Value? list, Budget budget)
    {
        if (list is SliceValue { Type: var type } texts && type == T.SliceOfString)
        {
            return texts.SortTexts();
        }

        return list is SliceValue ? ToStrings(list, budget).SortTexts() : SliceValue.OfText([ValueTexts.Of(list, budget)]);
    }

    private static SliceValue ToStrings(Value? list, Budget budget) =>
        list is SliceValue { Type: var type } texts && type == T.SliceOfString ? texts : SliceValue.OfText(ValueTexts.AllOf(list, budget));
}
