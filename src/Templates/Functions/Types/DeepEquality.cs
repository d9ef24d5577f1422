using Coffer.Templates.Calls;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Types;

/// <summary>Go's <c>reflect.DeepEqual</c>: same types all the way down, and nil maps and slices differ from empty ones.</summary>
internal readonly struct DeepEquality(Budget budget)
{
    public bool Holds(Value? left, Value? right)
    {
        budget.Spend();
        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        if (!ReferenceEquals(left.Type, right.Type))
        {
            return false;
        }

        return (left, right) switch
        {
            (TextValue a, TextValue b) => a.Text == b.Text,
            (BoolValue a, BoolValue b) => a.IsTrue == b.IsTrue,
            (IntValue a, IntValue b) => a.Number == b.Number,
            (UintValue a, UintValue b) => a.Number == b.Number,
            (FloatValue a, FloatValue b) => a.Number == b.Number,
            (ComplexValue a, ComplexValue b) => a.Number == b.Number,
            (MapValue a, MapValue b) => Maps(a, b),
            (SliceValue a, SliceValue b) => Slices(a, b),
            (StructValue a, StructValue b) => Fields(a, b),
            (PointerValue a, PointerValue b) => ReferenceEquals(a, b) || Holds(a.Target, b.Target),
            (NativeValue a, NativeValue b) => ReferenceEquals(a, b) || a.IsDeeplySame(b),
            _ => false,
        };
    }

    private bool Maps(MapValue left, MapValue right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left.IsNil != right.IsNil || left.Count != right.Count)
        {
            return false;
        }

        Nesting.Guard();
        foreach (var key in left.SortedKeys())
        {
            left.TryGet(key, out var value);
            if (!right.TryGet(key, out var other) || !Holds(value, other))
            {
                return false;
            }
        }

        return true;
    }

    private bool Slices(SliceValue left, SliceValue right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left.IsNil != right.IsNil || left.Count != right.Count)
        {
            return false;
        }

        Nesting.Guard();
        for (var index = 0; index < left.Count; index++)
        {
            if (!Holds(left[index], right[index]))
            {
                return false;
            }
        }

        return true;
    }

    private bool Fields(StructValue left, StructValue right)
    {
        for (var index = 0; index < left.Fields.Count; index++)
        {
            if (!Holds(left.Fields[index], right.Fields[index]))
            {
                return false;
            }
        }

        return true;
    }
}
