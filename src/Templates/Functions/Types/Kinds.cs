using Coffer.Templates.Calls;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Types;

/// <summary>What Go's <c>reflect</c> says of a value.</summary>
internal static class Kinds
{
    /// <summary>The panic of asking an empty interface for its type.</summary>
    public const string NilDereference = "runtime error: invalid memory address or nil pointer dereference";

    public static string Name(Kind kind) => kind switch
    {
        Kind.Bool => "bool",
        Kind.Int => "int",
        Kind.Int64 => "int64",
        Kind.Uint8 => "uint8",
        Kind.Uint64 => "uint64",
        Kind.Float64 => "float64",
        Kind.Complex128 => "complex128",
        Kind.Interface => "interface",
        Kind.Map => "map",
        Kind.Ptr => "ptr",
        Kind.Slice => "slice",
        Kind.String => "string",
        _ => "struct",
    };

    public static string NameOf(Value? value) => value is null ? "invalid" : Name(value.Kind);

    public static string TypeOf(Value? value) => value?.Type.Name ?? "<nil>";

    /// <summary>The kind's name of a value whose type Go asks for without looking whether there is one.</summary>
    /// <exception cref="FunctionError">There is no value.</exception>
    public static string Required(Value? value) => value is null ? throw new FunctionError(NilDereference) : Name(value.Kind);

    /// <summary>Sprig's <c>empty</c>: no value, or a zero one; a struct never is.</summary>
    public static bool IsEmpty(Value? value) => value switch
    {
        null => true,
        TextValue text => text.Text.Length == 0,
        BoolValue flag => !flag.IsTrue,
        IntValue number => number.Number == 0,
        UintValue number => number.Number == 0,
        FloatValue number => number.Number == 0,
        ComplexValue number => number.Number == default,
        MapValue map => map.Count == 0,
        SliceValue slice => slice.Count == 0,
        PointerValue pointer => pointer.Target is null,
        _ => false,
    };
}
