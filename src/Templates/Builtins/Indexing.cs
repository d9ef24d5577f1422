using Coffer.Templates.Calls;
using Coffer.Templates.Execution;
using Coffer.Templates.Values;

namespace Coffer.Templates.Builtins;

/// <summary><c>index</c> and <c>len</c>.</summary>
internal static class Indexing
{
    /// <exception cref="FunctionError">With Go's text.</exception>
    public static Operand Index(Operand item, ReadOnlySpan<Operand> indexes)
    {
        item = item.Unwrapped();
        if (item.IsInvalid)
        {
            throw new FunctionError("index of untyped nil");
        }

        foreach (var index in indexes)
        {
            item = Element(item, index.Value);
        }

        return item;
    }

    /// <exception cref="FunctionError">With Go's text.</exception>
    public static IntValue Length(Operand item)
    {
        if (item.IsInvalid)
        {
            throw new FunctionError("reflect: call of reflect.Value.Type on zero Value");
        }

        return Pointed(item) switch
        {
            null => throw new FunctionError("len of nil pointer"),
            TextValue text => IntValue.Int(text.Text.Length),
            MapValue map => IntValue.Int(map.Count),
            SliceValue slice => IntValue.Int(slice.Count),
            { } other => throw new FunctionError($"len of type {TypeOf(other)}"),
        };
    }

    private static Operand Element(Operand item, Value? index)
    {
        switch (Pointed(item))
        {
            case null:
                throw new FunctionError("index of nil pointer");
            case TextValue text:
                return Operand.Of(new UintValue(text.Text[Position(index, text.Text.Length, "string")], GoTypes.Uint8));
            case SliceValue slice:
                return Operand.Declared(slice[Position(index, slice.Count, "slice")], slice.Type.Element!);
            case MapValue map:
                return Operand.Declared(map.TryGet(Key(index), out var value) ? value : Zero(map.Type.Element!), map.Type.Element!);
            case { } other:
                throw new FunctionError($"can't index item of type {TypeOf(other)}");
        }
    }

    private static Value? Pointed(Operand item) => item.Value is PointerValue pointer ? pointer.Target : item.Value;

    /// <summary>Go has followed pointers by the time it complains.</summary>
    private static GoType TypeOf(Value value) => value is NativeValue { Kind: Kind.Ptr, Type.Element: { } pointed } ? pointed : value.Type;

    private static StringValue? Zero(GoType type) => type == GoTypes.String ? StringValue.Empty : null;

    private static string Key(Value? index) => index switch
    {
        StringValue text => text.Text,
        null => throw new FunctionError("value is nil; should be of type string"),
        _ => throw new FunctionError($"value has type {index.Type}; should be string"),
    };

    private static int Position(Value? index, int length, string what)
    {
        var position = index switch
        {
            IntValue integer => integer.Number,
            UintValue integer => unchecked((long)integer.Number),
            null => throw new FunctionError("cannot index slice/array with nil"),
            _ => throw new FunctionError($"cannot index slice/array with type {index.Type}"),
        };
        if (position < 0 || position > length)
        {
            throw new FunctionError($"index out of range: {position}");
        }

        // Go checks as for a slice expression and then panics on the element just behind the last.
        return position < length ? (int)position : throw new FunctionError($"reflect: {what} index out of range");
    }
}
