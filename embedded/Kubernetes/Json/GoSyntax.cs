using System.Globalization;

namespace Coffer.Embedded.Kubernetes.Json;

/// <summary>
/// What Go's encoding/json says of a text that is no JSON: its scanner's words, which quote the character that it stopped at.
/// </summary>
internal sealed class GoSyntax
{
    private readonly string _text;
    private int _at;

    private GoSyntax(string text) => _text = text;

    /// <summary>The complaint; null for valid JSON.</summary>
    public static string? Complaint(string text)
    {
        var syntax = new GoSyntax(text);
        return syntax.Value() ?? (syntax.Peek() is { } rest ? Unexpected(rest, "after top-level value") : null);
    }

    private static string Unexpected(char? found, string context) =>
        found is { } character ? $"invalid character {Quoted(character)} {context}" : "unexpected end of JSON input";

    private static string Quoted(char character) => character switch
    {
        '\'' => """'\''""",
        '"' => """'"'""",
        '\n' => """'\n'""",
        '\t' => """'\t'""",
        < ' ' => $"'\\x{((int)character).ToString("x2", CultureInfo.InvariantCulture)}'",
        _ => $"'{character}'",
    };

    private char? Peek()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }

        return Next();
    }

    private char? Next() => _at < _text.Length ? _text[_at] : null;

    private string? Value() => Peek() switch
    {
        '{' => Object(),
        '[' => Array(),
        '"' => Text(),
        't' => Literal("true"),
        'f' => Literal("false"),
        'n' => Literal("null"),
        '-' or (>= '0' and <= '9') => Number(),
        var other => Unexpected(other, "looking for beginning of value"),
    };

    private string? Object()
    {
        _at++;
        if (Peek() == '}')
        {
            _at++;
            return null;
        }

        while (true)
        {
            if (Peek() != '"')
            {
                return Unexpected(Peek(), "looking for beginning of object key string");
            }

            if (Text() is { } key)
            {
                return key;
            }

            if (Peek() != ':')
            {
                return Unexpected(Peek(), "after object key");
            }

            _at++;
            if (Value() is { } value)
            {
                return value;
            }

            if (Ends('}', "after object key:value pair", out var complaint))
            {
                return complaint;
            }
        }
    }

    private string? Array()
    {
        _at++;
        if (Peek() == ']')
        {
            _at++;
            return null;
        }

        while (true)
        {
            if (Value() is { } element)
            {
                return element;
            }

            if (Ends(']', "after array element", out var complaint))
            {
                return complaint;
            }
        }
    }

    /// <summary>True when the list ends here, well or not.</summary>
    private bool Ends(char close, string context, out string? complaint)
    {
        var found = Peek();
        complaint = found == ',' || found == close ? null : Unexpected(found, context);
        _at++;
        return found != ',';
    }

    private string? Text()
    {
        for (_at++; Next() is { } character; _at++)
        {
            switch (character)
            {
                case '"':
                    _at++;
                    return null;
                case < ' ':
                    return Unexpected(character, "in string literal");
                case '\\' when Escape() is { } complaint:
                    return complaint;
            }
        }

        return Unexpected(null, "");
    }

    private string? Escape()
    {
        _at++;
        if (Next() is not 'u')
        {
            return Next() is { } code && !"bfnrt\\/\"".Contains(code, StringComparison.Ordinal)
                ? Unexpected(code, "in string escape code")
                : null;
        }

        for (var digits = 0; digits < 4; digits++)
        {
            _at++;
            if (Next() is { } digit && !char.IsAsciiHexDigit(digit))
            {
                return Unexpected(digit, "in \\u hexadecimal character escape");
            }
        }

        return null;
    }

    private string? Literal(string word)
    {
        foreach (var letter in word)
        {
            if (Next() != letter)
            {
                return Unexpected(Next(), $"in literal {word} (expecting '{letter}')");
            }

            _at++;
        }

        return null;
    }

    private string? Number()
    {
        _at += Next() == '-' ? 1 : 0;
        if (Next() is not (>= '0' and <= '9'))
        {
            return Unexpected(Next(), "in numeric literal");
        }

        _ = Next() == '0' ? ++_at : Digits();
        if (Next() == '.')
        {
            _at++;
            if (Digits() == 0)
            {
                return Unexpected(Next(), "after decimal point in numeric literal");
            }
        }

        if (Next() is not ('e' or 'E'))
        {
            return null;
        }

        _at++;
        _at += Next() is '+' or '-' ? 1 : 0;
        return Digits() == 0 ? Unexpected(Next(), "in exponent of numeric literal") : null;
    }

    private int Digits()
    {
        var start = _at;
        while (Next() is >= '0' and <= '9')
        {
            _at++;
        }

        return _at - start;
    }
}
