using Coffer.Templates.Values;

namespace Coffer.Templates.Formatting;

/// <content>Numbers, texts and addresses.</content>
internal sealed partial class Printer
{
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
}
