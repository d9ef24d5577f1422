using System.Text;
using Coffer.Templates.Calls;
using Coffer.Templates.Numbers;
using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Templates.Json;

/// <summary>
/// Reads JSON as Go's <c>encoding/json</c> does: its error texts, U+FFFD for what is no UTF-8, the last of several equal keys.
/// </summary>
internal sealed class JsonDecoder
{
    private const int DeepestNesting = 10_000;
    private const string BeginningOfValue = "looking for beginning of value";
    private const string BeginningOfKey = "looking for beginning of object key string";
    private readonly string _text;
    private readonly bool _keepsNumbers;
    private readonly Budget? _budget;
    private int _at;
    private int _depth;
    private string? _error;

    private JsonDecoder(string text, bool keepsNumbers, Budget? budget)
    {
        _text = text;
        _keepsNumbers = keepsNumbers;
        _budget = budget;
    }

    /// <summary>Decodes a whole document.</summary>
    /// <param name="text">A byte string.</param>
    /// <param name="keepsNumbers">Whether numbers keep their spelling (<c>json.Number</c>); else they are <c>float64</c>.</param>
    /// <param name="error">Go's error text, or none. A number too large for its type is an error that leaves the rest of the value usable;
    /// after any other there is no value.</param>
    /// <param name="budget">What pays for the values; none for the input, which is not the template's doing.</param>
    public static Value? Decode(string text, bool keepsNumbers, out string? error, Budget? budget = null)
    {
        var decoder = new JsonDecoder(text, keepsNumbers, budget);
        try
        {
            var value = decoder.Document();
            error = decoder._error;
            return value;
        }
        catch (FormatException bad)
        {
            error = bad.Message;
            return null;
        }
    }

    private Value? Document()
    {
        var value = Value();
        SkipSpace();
        return _at == _text.Length ? value : throw Bad("after top-level value");
    }

    private Value? Value()
    {
        SkipSpace();
        switch (Peek())
        {
            case '{':
                return Nested(Object);
            case '[':
                return Nested(Array);
            case '"':
                return StringValue.Of(String());
            case '-' or (>= '0' and <= '9'):
                return Number();
            case 't':
                Word("true");
                return BoolValue.True;
            case 'f':
                Word("false");
                return BoolValue.False;
            case 'n':
                Word("null");
                return null;
            default:
                throw Bad(BeginningOfValue);
        }
    }

    private Value Nested(Func<Value> read)
    {
        if (++_depth > DeepestNesting)
        {
            throw Bad("exceeded max depth");
        }

        _at++;
        var value = StackGuard.IsNearEnd ? StackGuard.OnFreshStack(read) : read();
        _depth--;
        return value;
    }

    private MapValue Object()
    {
        var map = MapValue.OfAny();
        _budget?.ReserveMap(0);
        SkipSpace();
        if (Peek() == '}')
        {
            _at++;
            return map;
        }

        while (true)
        {
            SkipSpace();
            var key = Peek() == '"' ? String() : throw Bad(BeginningOfKey);
            SkipSpace();
            Expect(':', "after object key");
            _budget?.Spend(Budget.StepsOfEntry);
            map.Set(key, Value());
            SkipSpace();
            if (Peek() == '}')
            {
                _at++;
                return map;
            }

            Expect(',', "after object key:value pair");
        }
    }

    private SliceValue Array()
    {
        _budget?.ReserveList(0);
        SkipSpace();
        if (Peek() == ']')
        {
            _at++;
            return SliceValue.OfAny();
        }

        var items = new List<Value?>();
        while (true)
        {
            items.Add(Value());
            _budget?.Spend();
            SkipSpace();
            if (Peek() == ']')
            {
                _at++;
                return SliceValue.OfAny([.. items]);
            }

            Expect(',', "after array element");
        }
    }

    private Value? Number()
    {
        var start = _at;
        _at += Peek() == '-' ? 1 : 0;
        if (_at < _text.Length && _text[_at] == '0')
        {
            _at++;
        }
        else
        {
            Digits("in numeric literal");
        }

        if (_at < _text.Length && _text[_at] == '.')
        {
            _at++;
            Digits("after decimal point in numeric literal");
        }

        if (_at < _text.Length && (_text[_at] | 0x20) == 'e')
        {
            _at++;
            _at += _at < _text.Length && _text[_at] is '+' or '-' ? 1 : 0;
            Digits("in exponent of numeric literal");
        }

        return NumberOf(_text[start.._at]);
    }

    private Value? NumberOf(string text)
    {
        if (_keepsNumbers)
        {
            return new NumberValue(text);
        }

        if (GoFloat.TryParse(text, out var number))
        {
            return new FloatValue(number);
        }

        _error ??= $"json: cannot unmarshal number {text} into Go value of type float64";
        return null;
    }

    private void Digits(string context)
    {
        if (!char.IsAsciiDigit(Inside(context)))
        {
            throw Bad(context);
        }

        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }
    }

    private void Word(string word)
    {
        foreach (var letter in word)
        {
            var context = $"in literal {word} (expecting '{letter}')";
            if (Inside(context) != letter)
            {
                throw Bad(context);
            }

            _at++;
        }
    }

    private string String()
    {
        _at++;
        var rest = _text.AsSpan(_at);
        var end = rest.IndexOfAny('"', '\\');
        if (end >= 0 && rest[end] == '"' && !rest[..end].ContainsAnyInRange('\0', '\u001F') && ByteText.IsValid(rest[..end]))
        {
            _at += end + 1;
            return rest[..end].ToString();
        }

        return EscapedString();
    }

    private string EscapedString()
    {
        var text = new StringBuilder();
        while (true)
        {
            var c = Peek();
            if (c == '"')
            {
                _at++;
                return text.ToString();
            }

            if (c < ' ')
            {
                throw Bad("in string literal");
            }

            if (c == '\\')
            {
                _at++;
                Escape(text);
                continue;
            }

            ByteText.AppendRune(text, ByteText.Rune(_text, _at, out var width));
            _at += width;
        }
    }

    private void Escape(StringBuilder text)
    {
        const string context = "in string escape code";
        var letter = Inside(context);
        if (letter == 'u')
        {
            _at++;
            Unicode(text);
            return;
        }

        text.Append(letter switch
        {
            '"' or '\\' or '/' => letter,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw Bad(context),
        });
        _at++;
    }

    /// <summary>A <c>\u</c> escape, or two that are a surrogate pair.</summary>
    private void Unicode(StringBuilder text)
    {
        var first = HexDigits();
        if (first is >= 0xD800 and <= 0xDBFF && _at + 5 < _text.Length && _text[_at] == '\\' && _text[_at + 1] == 'u')
        {
            var back = _at;
            _at += 2;
            var second = HexDigits();
            if (second is >= 0xDC00 and <= 0xDFFF)
            {
                ByteText.AppendRune(text, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
                return;
            }

            _at = back;
        }

        ByteText.AppendRune(text, first);
    }

    private int HexDigits()
    {
        const string context = "in \\u hexadecimal character escape";
        var value = 0;
        for (var count = 0; count < 4; count++)
        {
            var digit = Inside(context);
            value = (value << 4) | (char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : throw Bad(context));
            _at++;
        }

        return value;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    private void Expect(char wanted, string context)
    {
        if (Peek() != wanted)
        {
            throw Bad(context);
        }

        _at++;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : throw new FormatException("unexpected end of JSON input");

    /// <summary>
    /// The next character where space is not allowed: Go looks for what is missing at the end of the text as if a space followed.
    /// </summary>
    private char Inside(string context) => _at < _text.Length ? _text[_at] : throw Bad(' ', context);

    private FormatException Bad(string context) => Bad(_text[_at], context);

    private static FormatException Bad(char c, string context)
    {
        var shown = c switch
        {
            '\'' => "'\\''",
            '"' => "'\"'",
            _ => $"'{Quoting.Quote(ByteText.FromRune(c))[1..^1]}'",
        };
        return new FormatException($"invalid character {shown} {context}");
    }
}
