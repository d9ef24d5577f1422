using System.Collections.Frozen;
using Coffer.Templates.Numbers;
using Coffer.Templates.Values;

namespace Coffer.Templates.Parsing;

/// <summary>Cuts the text of a template into tokens, one at a time. Positions are in bytes, lines count from 1. After an error nothing but errors follow.</summary>
internal sealed class Lexer(string input)
{
    private const string LeftDelimiter = "{{";
    private const string RightDelimiter = "}}";
    private const string CommentStart = "/*";
    private const string CommentEnd = "*/";
    private const int TrimMarkerLength = 2;

    private static readonly FrozenDictionary<string, TokenKind> Keywords = new Dictionary<string, TokenKind>
    {
        ["."] = TokenKind.Dot,
        ["block"] = TokenKind.Block,
        ["break"] = TokenKind.Break,
        ["continue"] = TokenKind.Continue,
        ["define"] = TokenKind.Define,
        ["else"] = TokenKind.Else,
        ["end"] = TokenKind.EndKeyword,
        ["if"] = TokenKind.If,
        ["nil"] = TokenKind.Nil,
        ["range"] = TokenKind.Range,
        ["template"] = TokenKind.Template,
        ["with"] = TokenKind.With,
    }.ToFrozenDictionary();

    private string _input = input;
    private int _position;
    private int _start;
    private int _line = 1;
    private int _startLine = 1;
    private int _parens;
    private int _width;
    private bool _isInsideAction;

    public Token Next() => _isInsideAction ? InsideAction() : Text();

    private Token Text()
    {
        while (true)
        {
            var found = _input.AsSpan(_position).IndexOf(LeftDelimiter);
            if (found < 0)
            {
                _position = _input.Length;
                return _position > _start ? Emit(TokenKind.Text) : new Token(TokenKind.End, _position, "", _startLine);
            }

            if (found > 0 && TextBefore(found) is { } text)
            {
                return text;
            }

            if (LeftAction() is { } token)
            {
                return token;
            }
        }
    }

    /// <summary>The text in front of an action; none if trimming leaves nothing of it.</summary>
    private Token? TextBefore(int length)
    {
        _position += length;
        var trimmed = 0;
        if (HasLeftTrimMarker(_position + LeftDelimiter.Length))
        {
            trimmed = _position - _start - _input.AsSpan(_start, _position - _start).TrimEnd(" \t\r\n").Length;
        }

        _position -= trimmed;
        var token = _position > _start ? Emit(TokenKind.Text) : (Token?)null;
        _position += trimmed;
        Ignore();
        return token;
    }

    /// <summary>The delimiter that opens an action; none for a comment, which is skipped.</summary>
    private Token? LeftAction()
    {
        _position += LeftDelimiter.Length;
        var marker = HasLeftTrimMarker(_position) ? TrimMarkerLength : 0;
        if (StartsWith(_position + marker, CommentStart))
        {
            _position += marker;
            Ignore();
            return Comment();
        }

        var token = Emit(TokenKind.LeftDelimiter);
        _isInsideAction = true;
        _position += marker;
        Ignore();
        _parens = 0;
        return token;
    }

    private Token? Comment()
    {
        _position += CommentStart.Length;
        var end = _input.AsSpan(_position).IndexOf(CommentEnd);
        if (end < 0)
        {
            return Error("unclosed comment");
        }

        _position += end + CommentEnd.Length;
        if (!IsAtRightDelimiter(out var trims))
        {
            return Error("comment ends before closing delimiter");
        }

        _position += RightDelimiter.Length + (trims ? TrimMarkerLength : 0);
        SkipTrimmed(trims);
        Ignore();
        return null;
    }

    private Token InsideAction()
    {
        if (IsAtRightDelimiter(out _))
        {
            return _parens == 0 ? RightAction() : Error("unclosed left paren");
        }

        var rune = Read();
        switch (rune)
        {
            case Characters.End:
                return Error("unclosed action");
            case ' ' or '\t' or '\r' or '\n':
                Back();
                return Space();
            case '=':
                return Emit(TokenKind.Assign);
            case ':':
                return Read() == '=' ? Emit(TokenKind.Declare) : Error("expected :=");
            case '|':
                return Emit(TokenKind.Pipe);
            case '"':
                return Quoted('"', TokenKind.String, "unterminated quoted string");
            case '`':
                return RawString();
            case '$':
                return FieldOrVariable(TokenKind.Variable);
            case '\'':
                return Quoted('\'', TokenKind.CharConstant, "unterminated character constant");
            case '.' when _position < _input.Length && !char.IsAsciiDigit(_input[_position]):
                return FieldOrVariable(TokenKind.Field);
            case '.' or '+' or '-' or (>= '0' and <= '9'):
                Back();
                return Number();
            case '(':
                _parens++;
                return Emit(TokenKind.LeftParen);
            case ')':
                return --_parens < 0 ? Error("unexpected right paren") : Emit(TokenKind.RightParen);
            default:
                return Characters.IsAlphaNumeric(rune) ? Word()
                    : rune is >= ' ' and < 0x7F ? Emit(TokenKind.Char)
                    : Error("unrecognized character in action: " + Characters.Describe(rune));
        }
    }

    private Token RightAction()
    {
        IsAtRightDelimiter(out var trims);
        if (trims)
        {
            _position += TrimMarkerLength;
            Ignore();
        }

        _position += RightDelimiter.Length;
        var token = Emit(TokenKind.RightDelimiter);
        if (trims)
        {
            SkipTrimmed(true);
            Ignore();
        }

        _isInsideAction = false;
        return token;
    }

    private Token Space()
    {
        var spaces = 0;
        while (Characters.IsSpace(Peek()))
        {
            Read();
            spaces++;
        }

        // The last space may belong to a trim marker in front of the closing delimiter.
        if (HasRightTrimMarker(_position - 1) && StartsWith(_position - 1 + TrimMarkerLength, RightDelimiter))
        {
            Unread(_input[_position - 1]);
            if (spaces == 1)
            {
                return RightAction();
            }
        }

        return Emit(TokenKind.Space);
    }

    private Token Word()
    {
        var rune = ReadAlphaNumeric();
        if (!IsAtTerminator())
        {
            return Error("bad character " + Characters.Describe(rune));
        }

        var word = _input[_start.._position];
        return Keywords.TryGetValue(word, out var keyword) ? Emit(keyword) : Emit(word is "true" or "false" ? TokenKind.Bool : TokenKind.Identifier);
    }

    private Token FieldOrVariable(TokenKind kind)
    {
        if (IsAtTerminator())
        {
            return Emit(kind == TokenKind.Variable ? TokenKind.Variable : TokenKind.Dot);
        }

        var rune = ReadAlphaNumeric();
        return IsAtTerminator() ? Emit(kind) : Error("bad character " + Characters.Describe(rune));
    }

    /// <summary>Reads letters, digits and underscores; returns what ended them.</summary>
    private int ReadAlphaNumeric()
    {
        while (true)
        {
            var rune = Read();
            if (!Characters.IsAlphaNumeric(rune))
            {
                Back();
                return rune;
            }
        }
    }

    private bool IsAtTerminator() =>
        Peek() is Characters.End or '.' or ',' or '|' or ':' or ')' or '(' or ' ' or '\t' or '\r' or '\n' || StartsWith(_position, RightDelimiter);

    private Token Quoted(char quote, TokenKind kind, string unterminated)
    {
        while (true)
        {
            var rune = Read();
            if (rune == '\\')
            {
                rune = Read();
                if (rune is not (Characters.End or '\n'))
                {
                    continue;
                }
            }

            if (rune is Characters.End or '\n')
            {
                return Error(unterminated);
            }

            if (rune == quote)
            {
                return Emit(kind);
            }
        }
    }

    private Token RawString()
    {
        var end = _input.AsSpan(_position).IndexOf('`');
        if (end < 0)
        {
            return Error("unterminated raw quoted string");
        }

        _line += _input.AsSpan(_position, end).Count('\n');
        _position += end + 1;
        var token = new Token(TokenKind.RawString, _start, _input[_start.._position], _startLine);
        Restart();
        return token;
    }

    private Token Number()
    {
        if (!ScanNumber())
        {
            return Error("bad number syntax: " + Quoting.Quote(_input[_start.._position]));
        }

        if (Peek() is not ('+' or '-'))
        {
            return Emit(TokenKind.Number);
        }

        return ScanNumber() && _input[_position - 1] == 'i' ? Emit(TokenKind.Complex) : Error("bad number syntax: " + Quoting.Quote(_input[_start.._position]));
    }

    /// <summary>Takes what may be a number; whether it is one turns out later.</summary>
    private bool ScanNumber()
    {
        Accept("+-");
        var digits = "0123456789_";
        if (Accept("0"))
        {
            digits = Accept("xX") ? "0123456789abcdefABCDEF_" : Accept("oO") ? "01234567_" : Accept("bB") ? "01_" : digits;
        }

        AcceptRun(digits);
        if (Accept("."))
        {
            AcceptRun(digits);
        }

        if ((digits.Length == 11 && Accept("eE")) || (digits.Length == 23 && Accept("pP")))
        {
            Accept("+-");
            AcceptRun("0123456789_");
        }

        Accept("i");
        if (Characters.IsAlphaNumeric(Peek()))
        {
            Read();
            return false;
        }

        return true;
    }

    private bool Accept(string valid)
    {
        if (_position < _input.Length && valid.Contains(_input[_position]))
        {
            _position++;
            return true;
        }

        return false;
    }

    private void AcceptRun(string valid)
    {
        while (Accept(valid))
        {
        }
    }

    private bool IsAtRightDelimiter(out bool trims)
    {
        trims = HasRightTrimMarker(_position) && StartsWith(_position + TrimMarkerLength, RightDelimiter);
        return trims || StartsWith(_position, RightDelimiter);
    }

    private bool HasLeftTrimMarker(int at) => at + 1 < _input.Length && _input[at] == '-' && Characters.IsSpace(_input[at + 1]);

    private bool HasRightTrimMarker(int at) => at + 1 < _input.Length && Characters.IsSpace(_input[at]) && _input[at + 1] == '-';

    private bool StartsWith(int at, string text) => at <= _input.Length && _input.AsSpan(at).StartsWith(text);

    private void SkipTrimmed(bool trims)
    {
        while (trims && _position < _input.Length && Characters.IsSpace(_input[_position]))
        {
            _position++;
        }
    }

    private int Read()
    {
        if (_position >= _input.Length)
        {
            _width = 0;
            return Characters.End;
        }

        var rune = ByteText.Rune(_input, _position, out _width);
        _position += _width;
        _line += rune == '\n' ? 1 : 0;
        return rune;
    }

    private int Peek() => _position < _input.Length ? ByteText.Rune(_input, _position, out _) : Characters.End;

    private void Back()
    {
        _position -= _width;
        _line -= _width == 1 && _input[_position] == '\n' ? 1 : 0;
    }

    private void Unread(char space)
    {
        _position--;
        _line -= space == '\n' ? 1 : 0;
    }

    private Token Emit(TokenKind kind)
    {
        if (kind == TokenKind.Text)
        {
            _line += _input.AsSpan(_start, _position - _start).Count('\n');
        }

        var token = new Token(kind, _start, _input[_start.._position], _startLine);
        Restart();
        return token;
    }

    private void Ignore()
    {
        _line += _input.AsSpan(_start, _position - _start).Count('\n');
        Restart();
    }

    private void Restart()
    {
        _start = _position;
        _startLine = _line;
    }

    private Token Error(string message)
    {
        var token = new Token(TokenKind.Error, _start, message, _startLine);
        _input = "";
        _start = 0;
        _position = 0;
        return token;
    }
}
