using Coffer.Templates.Calls;
using Coffer.Templates.Values;

namespace Coffer.Templates.Formatting;

/// <summary>Go's <c>fmt.Print</c> and <c>fmt.Printf</c> on values.</summary>
internal sealed partial class Printer
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
