using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Lists;
using Coffer.Templates.Functions.Semver;
using Coffer.Templates.Functions.Types;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Dicts;

/// <summary>Copies that share nothing that can change.</summary>
internal static class CopyFunctions
{
    public static IEnumerable<Function> All => ListFunctions.Pair("deepCopy", [T.Any], T.Any, args =>
        args[0] is { } value ? Copy(value, args.Budget) : throw new FunctionError("reflect: call of reflect.Value.Type on zero Value"));

    private static Value? Copy(Value? value, Budget budget)
    {
        budget.Spend();
        return value switch
        {
            MapValue { IsNil: false } map => CopyMap(map, budget),
            SliceValue { IsNil: false } slice => CopySlice(slice, budget),
            StructValue { Type: var type } fields => new StructValue([.. fields.Fields.Select(field => Copy(field, budget))], type),
            // The copier sets exported fields alone, and a version has none.
            VersionValue version => new VersionValue(VersionValue.Zero, version.Type),
            PointerValue { Target: { } target } pointer => new PointerValue(Copy(target, budget), pointer.Type),
            _ => value,
        };
    }

    private static MapValue CopyMap(MapValue map, Budget budget)
    {
        Nesting.Guard();
        budget.ReserveMap(map.Count);
        var copy = new MapValue(new(StringComparer.Ordinal), map.Type);
        foreach (var key in map.SortedKeys())
        {
            map.TryGet(key, out var value);
            copy.Set(key, Copy(value, budget));
        }

        return copy;
    }

    private static SliceValue CopySlice(SliceValue slice, Budget budget)
    {
        Nesting.Guard();
        budget.ReserveList(slice.Count);
        var copy = new Value?[slice.Count];
        for (var index = 0; index < copy.Length; index++)
        {
            copy[index] = Copy(slice[index], budget);
        }

        return new(copy, slice.Type);
    }
}
