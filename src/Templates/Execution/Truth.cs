using System.Numerics;
using Coffer.Templates.Values;

namespace Coffer.Templates.Execution;

/// <summary>What counts as true: whatever is not the zero of its type.</summary>
internal static class Truth
{
    public static bool Of(Value? value) => value switch
    {
        null => false,
        BoolValue flag => flag.IsTrue,
        TextValue text => text.Text.Length > 0,
        MapValue map => map.Count > 0,
        SliceValue slice => slice.Count > 0,
        IntValue integer => integer.Number != 0,
        UintValue integer => integer.Number != 0,
        FloatValue number => number.Number != 0,
        ComplexValue number => number.Number != Complex.Zero,
        PointerValue pointer => pointer.Target is not null,
        _ => true,
    };
}
