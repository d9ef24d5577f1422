using Coffer.Templates.Calls;
using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Templates.Formatting;

/// <summary>Go's <c>fmt.Print</c> and <c>fmt.Printf</c> on values.</summary>
internal sealed class Printer
{
    private const string Nil = "<nil>";

    /// <summary>Addresses differ from run to run in Go; here all are the same.</summary>
    private const ulong Address = 0xc000010000;

    private readonly ByteBuffer _output;
    private readonly Budget _budget;
    private readonly Formatter _format;
    private Value? _argument;
    private bool _isErroring;

    public Printer(ByteBuffer output, Budget budget)
    {
        _output = output;
        _budget = budget;
        _format = new Formatter(output);
    }

    public ref Flags Flags => ref _format.Flags;

    /// <summary>Go's <c>fmt.Print</c>: a space between neighbours neither of which is a string.</summary>
    public void Print(ReadOnlySpan<Value?> arguments)
    {
        var wasText = true;
        for (var index = 0; index < arguments.Length; index++)
        {
            var isText = arguments[index] is TextValue;
            if (index > 0 && !isText && !wasText)
            {
                _output.Append(' ');
            }

            Flags = default;
            Argument(arguments[index], 'v');
            wasText = isText;
        }
    }

    /// <summary>Go's <c>fmt.Println</c>.</summary>
    public void PrintLine(ReadOnlySpan<Value?> arguments)
    {
        for (var index = 0; index < arguments.Length; index++)
        {
            if (index > 0)
            {
                _output.Append(' ');
            }

            Flags = default;
            Argument(arguments[index], 'v');
        }

        _output.Append('\n');
    }

    /// <summary>One argument with a verb and the current flags.</summary>
    public void Argument(Value? argument, int verb)
    {
        _argument = argument;
        if (argument is null)
        {
            if (verb is 'T' or 'v')
            {
                _format.Pad(Nil);
            }
            else
            {
                BadVerb(verb);
            }

            return;
        }

        switch (verb)
        {
            case 'T':
                _format.Text(argument.Type.Name);
                break;
            case 'p':
                Pointer(argument, verb);
                break;
            default:
                if (!ByMethod(argument, verb))
                {
                    Plain(argument, verb, 0);
                }

                break;
        }
    }

    /// <summary>A value that says its own text.</summary>
    private bool ByMethod(Value value, int verb)
    {
        if (_isErroring)
        {
            return false;
        }

        if (verb == 'w')
        {
            BadVerb(verb);
            return true;
        }

        if (Flags.SharpV)
        {
            if (value is NativeValue { GoSyntax: { } syntax })
            {
                _format.Text(syntax);
                return true;
            }

            return false;
        }

        if (verb is not ('v' or 's' or 'x' or 'X' or 'q') || OwnText.Of(value, _budget) is not { } text)
        {
            return false;
        }

        Text(text, verb);
        return true;
    }

    private void Nested(Value? value, GoType declared, int verb, int depth)
    {
        _budget.Spend();
        Budget.CheckNesting(depth);
        _argument = value;
        if (value is not null)
        {
            if (StackGuard.IsNearEnd)
            {
                StackGuard.OnFreshStack(() => NestedValue(value, verb, depth));
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

    private void NestedValue(Value value, int verb, int depth)
    {
        if (!ByMethod(value, verb))
        {
            Plain(value, verb, depth);
        }
    }

    private void Plain(Value value, int verb, int depth)
    {
        switch (value)
        {
            case BoolValue flag:
                Bool(flag, verb);
                break;
            case IntValue integer:
                Integer(Magnitude(integer.Number), integer.Number < 0, true, verb);
                break;
            case UintValue integer:
                Integer(integer.Number, false, false, verb);
                break;
            case FloatValue number:
                Float(number, verb);
                break;
            case ComplexValue number:
                Complex(number, verb);
                break;
            case TextValue text:
                Text(text.Text, verb);
                break;
            case MapValue map:
                Map(map, verb, depth);
                break;
            case SliceValue slice:
                Slice(slice, verb, depth);
                break;
            case StructValue structure:
                Struct(structure.Type, structure.Fields, verb, depth);
                break;
            case PointerValue { Target: { Kind: Kind.Struct or Kind.Map or Kind.Slice } target } when depth == 0:
                _output.Append('&');
                Nested(target, target.Type, verb, depth + 1);
                break;
            case NativeValue { Kind: Kind.Ptr } native:
                NativePointer(native, verb, depth);
                break;
            case NativeValue native:
                Struct(native.Type, native.Fields, verb, depth);
                break;
            default:
                Pointer(value, verb);
                break;
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
            _output.Append(slice.Type.Name);
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

    private static ulong Magnitude(long number) => number < 0 ? unchecked(0 - (ulong)number) : (ulong)number;

    private void Bool(BoolValue flag, int verb)
    {
        if (verb is 't' or 'v')
        {
            _format.Pad(flag.IsTrue ? "true" : "false");
        }
        else
        {
            BadVerb(verb);
        }
    }

    private void Integer(ulong magnitude, bool isNegative, bool isSigned, int verb)
    {
        var bits = isNegative ? unchecked(0 - magnitude) : magnitude;
        switch (verb)
        {
            case 'v' when Flags.SharpV && !isSigned:
                _format.Prefixed(magnitude);
                break;
            case 'v' or 'd':
                _format.Integer(magnitude, isNegative, 10, (char)verb);
                break;
            case 'b':
                _format.Integer(magnitude, isNegative, 2, 'b');
                break;
            case 'o' or 'O':
                _format.Integer(magnitude, isNegative, 8, (char)verb);
                break;
            case 'x' or 'X':
                _format.Integer(magnitude, isNegative, 16, (char)verb);
                break;
            case 'c':
                _format.Rune(bits);
                break;
            case 'q':
                _format.QuotedRune(bits);
                break;
            case 'U':
                _format.CodePoint(bits);
                break;
            default:
                BadVerb(verb);
                break;
        }
    }

    private void Float(FloatValue number, int verb)
    {
        if (IsFloatVerb(verb))
        {
            _format.Float(number.Number, (char)verb);
        }
        else
        {
            BadVerb(verb);
        }
    }

    private void Complex(ComplexValue number, int verb)
    {
        if (IsFloatVerb(verb))
        {
            _format.Complex(number.Number, (char)verb);
        }
        else
        {
            BadVerb(verb);
        }
    }

    private static bool IsFloatVerb(int verb) => verb is 'v' or 'b' or 'g' or 'G' or 'x' or 'X' or 'f' or 'F' or 'e' or 'E';

    private void Text(string text, int verb)
    {
        switch (verb)
        {
            case 'v' when Flags.SharpV:
            case 'q':
                _format.Quoted(text);
                break;
            case 'v' or 's':
                _format.Text(text);
                break;
            case 'x' or 'X':
                _format.Hex(text, verb == 'X');
                break;
            default:
                BadVerb(verb);
                break;
        }
    }

    private void Pointer(Value value, int verb)
    {
        var isNil = value is MapValue { IsNil: true } or SliceValue { IsNil: true } or PointerValue { Target: null };
        if (value.Kind is not (Kind.Map or Kind.Slice or Kind.Ptr))
        {
            BadVerb(verb);
            return;
        }

        var address = isNil ? 0 : Address;
        switch (verb)
        {
            case 'v' when Flags.SharpV:
                _output.Append($"({value.Type.Name})(");
                if (isNil)
                {
                    _output.Append("nil");
                }
                else
                {
                    _format.Prefixed(address);
                }

                _output.Append(')');
                break;
            case 'v' when isNil:
                _format.Pad(Nil);
                break;
            case 'v' or 'p' when Flags.Sharp:
                Flags.Sharp = false;
                _format.Integer(address, false, 16, 'v');
                Flags.Sharp = true;
                break;
            case 'v' or 'p':
                _format.Prefixed(address);
                break;
            case 'b' or 'o' or 'd' or 'x' or 'X':
                Integer(address, false, false, verb);
                break;
            default:
                BadVerb(verb);
                break;
        }
    }

    private void BadVerb(int verb)
    {
        _isErroring = true;
        _output.Append("%!");
        _output.Append(ByteText.FromRune(verb));
        _output.Append('(');
        if (_argument is { } argument)
        {
            _output.Append(argument.Type.Name);
            _output.Append('=');
            Argument(argument, 'v');
        }
        else
        {
            _output.Append(Nil);
        }

        _output.Append(')');
        _isErroring = false;
    }
}
