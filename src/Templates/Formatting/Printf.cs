using Coffer.Templates.Values;

namespace Coffer.Templates.Formatting;

/// <summary>Go's <c>fmt.Printf</c>: walks the format and its arguments.</summary>
internal ref struct Printf
{
    private const int LargestNumber = 1_000_000;
    private readonly ByteBuffer _output;
    private readonly Printer _printer;
    private readonly string _format;
    private readonly ReadOnlySpan<Value?> _arguments;
    private int _at;
    private int _argument;
    private bool _isReordered;
    private bool _isGoodIndex;
    private bool _isAfterIndex;

    private Printf(ByteBuffer output, Printer printer, string format, ReadOnlySpan<Value?> arguments)
    {
        _output = output;
        _printer = printer;
        _format = format;
        _arguments = arguments;
    }

    private readonly bool IsAtEnd => _at >= _format.Length;

    public static void Write(ByteBuffer output, Printer printer, string format, ReadOnlySpan<Value?> arguments) =>
        new Printf(output, printer, format, arguments).Run();

    private void Run()
    {
        while (!IsAtEnd)
        {
            var percent = _format.AsSpan(_at).IndexOf('%');
            var end = percent < 0 ? _format.Length : _at + percent;
            _output.Append(_format.AsSpan(_at, end - _at));
            _at = end + 1;
            if (percent >= 0)
            {
                Verb();
            }
        }

        Extra();
    }

    private void Verb()
    {
        _isGoodIndex = true;
        _isAfterIndex = false;
        _printer.Flags = default;
        while (!IsAtEnd && TakeFlag(_format[_at]))
        {
            _at++;
        }

        Index();
        Width();
        if (!IsAtEnd && _format[_at] == '.')
        {
            _at++;
            Precision();
        }

        if (!_isAfterIndex)
        {
            Index();
        }

        if (IsAtEnd)
        {
            _output.Append("%!(NOVERB)");
            return;
        }

        var verb = ByteText.Rune(_format, _at, out var width);
        _at += width;
        Finish(verb);
    }

    private void Finish(int verb)
    {
        if (verb == '%')
        {
            _output.Append('%');
        }
        else if (!_isGoodIndex)
        {
            _output.Append($"%!{ByteText.FromRune(verb)}(BADINDEX)");
        }
        else if (_argument >= _arguments.Length)
        {
            _output.Append($"%!{ByteText.FromRune(verb)}(MISSING)");
        }
        else
        {
            _printer.Flags.ForVerb(verb);
            _printer.Argument(_arguments[_argument++], verb);
        }
    }

    private readonly bool TakeFlag(char c)
    {
        ref var flags = ref _printer.Flags;
        switch (c)
        {
            case '#':
                flags.Sharp = true;
                return true;
            case '0':
                flags.Zero = true;
                return true;
            case '+':
                flags.Plus = true;
                return true;
            case '-':
                flags.Minus = true;
                return true;
            case ' ':
                flags.Space = true;
                return true;
            default:
                return false;
        }
    }

    private void Width()
    {
        if (IsAtEnd || _format[_at] != '*')
        {
            var width = Number();
            _printer.Flags.Width = width;
            _isGoodIndex &= !(_isAfterIndex && width is not null);
            return;
        }

        _at++;
        var given = FromArgument();
        if (given is null)
        {
            _output.Append("%!(BADWIDTH)");
        }
        else if (given < 0)
        {
            given = -given;
            _printer.Flags.Minus = true;
            _printer.Flags.Zero = false;
        }

        _printer.Flags.Width = given;
        _isAfterIndex = false;
    }

    private void Precision()
    {
        _isGoodIndex &= !_isAfterIndex;
        Index();
        if (IsAtEnd || _format[_at] != '*')
        {
            _printer.Flags.Precision = Number() ?? 0;
            return;
        }

        _at++;
        var given = FromArgument();
        _printer.Flags.Precision = given < 0 ? null : given;
        if (_printer.Flags.Precision is null)
        {
            _output.Append("%!(BADPREC)");
        }

        _isAfterIndex = false;
    }

    /// <summary>An explicit number of an argument, such as <c>[2]</c>.</summary>
    private void Index()
    {
        _isAfterIndex = false;
        if (IsAtEnd || _format[_at] != '[')
        {
            return;
        }

        _isReordered = true;
        var close = _format.AsSpan(_at).IndexOf(']');
        if (close < 0 || _format.Length - _at < 3)
        {
            _at++;
            _isGoodIndex = false;
            return;
        }

        var end = _at + close;
        _at++;
        var number = close > 1 ? Number(end) : null;
        var isNumber = number is not null && _at == end;
        _at = end + 1;
        _isAfterIndex = isNumber;
        if (isNumber && number >= 1 && number <= _arguments.Length)
        {
            _argument = number.Value - 1;
        }
        else
        {
            _isGoodIndex = false;
        }
    }

    private int? Number() => Number(_format.Length);

    private int? Number(int end)
    {
        int? number = null;
        for (; _at < end && char.IsAsciiDigit(_format[_at]); _at++)
        {
            if (number > LargestNumber)
            {
                _at = end;
                return null;
            }

            number = ((number ?? 0) * 10) + (_format[_at] - '0');
        }

        return number;
    }

    private int? FromArgument()
    {
        if (_argument >= _arguments.Length)
        {
            return null;
        }

        return _arguments[_argument++] switch
        {
            IntValue { Number: >= -LargestNumber and <= LargestNumber } integer => (int)integer.Number,
            UintValue { Number: <= LargestNumber } integer => (int)integer.Number,
            _ => null,
        };
    }

    private readonly void Extra()
    {
        if (_isReordered || _argument >= _arguments.Length)
        {
            return;
        }

        _printer.Flags = default;
        _output.Append("%!(EXTRA ");
        for (var index = _argument; index < _arguments.Length; index++)
        {
            _output.Append(index > _argument ? ", " : "");
            if (_arguments[index] is { } extra)
            {
                _output.Append(extra.Type.Name);
                _output.Append('=');
                _printer.Argument(extra, 'v');
            }
            else
            {
                _output.Append("<nil>");
            }
        }

        _output.Append(')');
    }
}
