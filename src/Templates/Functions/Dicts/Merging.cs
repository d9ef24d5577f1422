using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Types;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Dicts;

/// <summary>
/// One merge by the rules of mergo: a key that is missing or empty takes the source's value, maps merge into each other, and otherwise
/// <paramref name="overwrite"/> says who wins. Values are taken over as they are, so that the target shares maps with the source.
/// </summary>
internal readonly struct Merging(Budget budget, bool overwrite)
{
    public const string DifferentTypes = "src and dst must be of same type";

    public void Merge(MapValue target, MapValue source)
    {
        Nesting.Guard();
        foreach (var key in source.SortedKeys())
        {
            budget.Spend();
            source.TryGet(key, out var value);
            MergeKey(target, key, value);
        }
    }

    private void MergeKey(MapValue target, string key, Value? value)
    {
        var exists = target.TryGet(key, out var existing);
        if (value is null)
        {
            if (overwrite)
            {
                target.Set(key, null);
            }

            return;
        }

        if (value.Kind is Kind.Map or Kind.Ptr or Kind.Struct)
        {
            MergeInto(existing, value);
        }

        var keeps = exists && !IsEmpty(existing);
        if (keeps && value is MapValue && existing is MapValue)
        {
            return;
        }

        if (overwrite || !keeps)
        {
            Set(target, key, value);
        }
    }

    private void MergeInto(Value? existing, Value value)
    {
        if (existing is MapValue { IsNil: false } map && value is MapValue source)
        {
            Merge(map, source);
        }
        else if (existing is { Kind: Kind.Ptr } && value.Kind != Kind.Ptr && !overwrite)
        {
            throw new FunctionError(DifferentTypes);
        }
    }

    private static void Set(MapValue target, string key, Value value)
    {
        if (target.Type == GoTypes.MapOfString && value is not StringValue)
        {
            throw new FunctionError("reflect.Value.SetMapIndex: value of type interface {} is not assignable to type string");
        }

        target.Set(key, value);
    }

    /// <summary>As <see cref="Kinds.IsEmpty"/>, but no number of two parts is empty.</summary>
    private static bool IsEmpty(Value? value) => value is not ComplexValue && Kinds.IsEmpty(value);
}
