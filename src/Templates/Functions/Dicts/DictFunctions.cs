using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Types;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Dicts;

/// <summary>Functions on maps. <c>set</c> and <c>unset</c> change the map they are given.</summary>
internal static class DictFunctions
{
    public static IEnumerable<Function> All =>
    [
        Function.Variadic("dict", [T.Any], T.MapOfAny, Dict),
        new("get", [T.MapOfAny, T.String], T.Any, args => args.Map(0).TryGet(args.Text(1), out var value) ? value : StringValue.Empty),
        new("set", [T.MapOfAny, T.String, T.Any], T.MapOfAny, Set),
        new("unset", [T.MapOfAny, T.String], T.MapOfAny, Unset),
        new("hasKey", [T.MapOfAny, T.String], T.Bool, args => BoolValue.Of(args.Map(0).Has(args.Text(1)))),
        Function.Variadic("pluck", [T.String, T.MapOfAny], T.SliceOfAny, Pluck),
        Function.Variadic("keys", [T.MapOfAny], T.SliceOfString, Keys),
        new("values", [T.MapOfAny], T.SliceOfAny, Values),
        Function.Variadic("pick", [T.MapOfAny, T.String], T.MapOfAny, Pick),
        Function.Variadic("omit", [T.MapOfAny, T.String], T.MapOfAny, Omit),
        Function.Variadic("dig", [T.Any], T.Any, Dig),
    ];

    private static MapValue Dict(Arguments args)
    {
        var dict = MapValue.OfAny();
        for (var index = 0; index < args.Count; index += 2)
        {
            dict.Set(ValueTexts.Of(args[index], args.Budget), index + 1 < args.Count ? args[index + 1] : StringValue.Empty);
        }

        return dict;
    }

    private static MapValue Set(Arguments args)
    {
        args.Map(0).Set(args.Text(1), args[2]);
        return args.Map(0);
    }

    private static MapValue Unset(Arguments args)
    {
        args.Map(0).Remove(args.Text(1));
        return args.Map(0);
    }

    private static SliceValue Pluck(Arguments args)
    {
        var found = new List<Value?>();
        for (var index = 1; index < args.Count; index++)
        {
            if (args.Map(index).TryGet(args.Text(0), out var value))
            {
                found.Add(value);
            }
        }

        return SliceValue.OfAny([.. found]);
    }

    private static SliceValue Keys(Arguments args)
    {
        var keys = new List<string>();
        for (var index = 0; index < args.Count; index++)
        {
            args.Budget.Spend(args.Map(index).Count);
            keys.AddRange(args.Map(index).SortedKeys());
        }

        return SliceValue.OfText(keys);
    }

    private static SliceValue Values(Arguments args)
    {
        var map = args.Map(0);
        args.Budget.Spend(map.Count);
        var keys = map.SortedKeys();
        var values = new Value?[keys.Length];
        for (var index = 0; index < keys.Length; index++)
        {
            map.TryGet(keys[index], out values[index]);
        }

        return SliceValue.OfAny(values);
    }

    private static MapValue Pick(Arguments args)
    {
        var picked = MapValue.OfAny();
        for (var index = 1; index < args.Count; index++)
        {
            if (args.Map(0).TryGet(args.Text(index), out var value))
            {
                picked.Set(args.Text(index), value);
            }
        }

        return picked;
    }

    private static MapValue Omit(Arguments args)
    {
        var kept = MapValue.OfAny();
        args.Budget.Spend(args.Map(0).Count);
        foreach (var key in args.Map(0).SortedKeys())
        {
            args.Map(0).TryGet(key, out var value);
            kept.Set(key, value);
        }

        for (var index = 1; index < args.Count; index++)
        {
            kept.Remove(args.Text(index));
        }

        return kept;
    }

    private static Value? Dig(Arguments args)
    {
        if (args.Count < 3)
        {
            throw new FunctionError("dig needs at least three arguments");
        }

        var dict = Asserted<MapValue>(args[args.Count - 1], T.MapOfAny);
        var path = new string[args.Count - 2];
        for (var index = 0; index < path.Length; index++)
        {
            path[index] = Asserted<StringValue>(args[index], T.String).Text;
        }

        Value? found = dict;
        foreach (var key in path)
        {
            if (!Asserted<MapValue>(found, T.MapOfAny).TryGet(key, out found))
            {
                return args[args.Count - 2];
            }
        }

        return found;
    }

    /// <summary>Go's type assertion from <c>interface{}</c>.</summary>
    private static TValue Asserted<TValue>(Value? value, GoType type)
        where TValue : Value =>
        value is TValue typed && typed.Type == type
            ? typed
            : throw new FunctionError($"interface conversion: interface {{}} is {value?.Type.Name ?? "nil"}, not {type.Name}");
}
