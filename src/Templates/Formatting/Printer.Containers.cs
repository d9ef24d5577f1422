using Coffer.Templates.Calls;
using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Templates.Formatting;

/// <content>Values that hold others.</content>
internal sealed partial class Printer
{
    private void Nested(Value? value, GoType declared, int verb, int depth)
    {
        _budget.Spend();
        Budget.CheckNesting(depth);
        _argument = value;
        if (value is not null)
        {
            if (StackGuard.IsNearEnd)
            {
                NestedElsewhere(value, verb, depth);
            }
            else
            {
                NestedValue(value, verb, depth);
            }
        }
        else
        {
            _output.Append(Flags.SharpV ? declared.Name + "(nil)" : Nil);
        }
    }

    private void NestedElsewhere(Value value, int verb, int depth) => StackGuard.OnFreshStack(() => NestedValue(value, verb, depth));

    private void NestedValue(Value value, int verb, int depth)
    {
        if (!ByMethod(value, verb))
        {
            Plain(value, verb, depth);
        }
    }

    private void NativePointer(NativeValue native, int verb, int depth)
    {
        if (depth == 0 && native.Type.Element is { } structure)
        {
            _output.Append('&');
            Struct(structure, native.Fields, verb, depth + 1);
        }
        else
        {
            Pointer(native, verb);
        }
    }

    private void Map(MapValue map, int verb, int depth)
    {
        _output.Append(Flags.SharpV ? map.Type.Name : "map[");
        if (Flags.SharpV)
        {
            if (map.IsNil)
            {
                _output.Append("(nil)");
                return;
            }

            _output.Append('{');
        }

        var isFirst = true;
        foreach (var key in map.SortedKeys())
        {
            Separator(ref isFirst);
            map.TryGet(key, out var value);
            Nested(StringValue.Of(key), GoTypes.String, verb, depth + 1);
            _output.Append(':');
            Nested(value, map.Type.Element!, verb, depth + 1);
        }

        _output.Append(Flags.SharpV ? '}' : ']');
    }

    private void Slice(SliceValue slice, int verb, int depth)
    {
        if (verb is 's' or 'q' or 'x' or 'X' && slice.Type.Element == GoTypes.Uint8)
        {
            Text(string.Create(slice.Count, slice, (text, bytes) =>
            {
                for (var index = 0; index < text.Length; index++)
                {
                    text[index] = (char)((UintValue)bytes[index]!).Number;
                }
            }), verb);
            return;
        }

        if (Flags.SharpV)
        {
            // An argument that is bytes has its own way in Go, and its own name.
            _output.Append(depth == 0 && slice.Type.Element == GoTypes.Uint8 ? "[]byte" : slice.Type.Name);
            if (slice.IsNil)
            {
                _output.Append("(nil)");
                return;
            }
        }

        _output.Append(Flags.SharpV ? '{' : '[');
        var isFirst = true;
        foreach (var item in slice.Items)
        {
            Separator(ref isFirst);
            Nested(item, slice.Type.Element!, verb, depth + 1);
        }

        _output.Append(Flags.SharpV ? '}' : ']');
    }

    private void Struct(GoType type, IReadOnlyList<Value?> fields, int verb, int depth)
    {
        _output.Append(Flags.SharpV ? type.Name : "");
        _output.Append('{');
        var isFirst = true;
        for (var index = 0; index < fields.Count; index++)
        {
            Separator(ref isFirst);
            if (Flags.PlusV || Flags.SharpV)
            {
                _output.Append(type.Fields[index].Name);
                _output.Append(':');
            }

            Nested(fields[index], type.Fields[index].Type, verb, depth + 1);
        }

        _output.Append('}');
    }

    private void Separator(ref bool isFirst)
    {
        if (!isFirst)
        {
            _output.Append(Flags.SharpV ? ", " : " ");
        }

        isFirst = false;
    }
}
