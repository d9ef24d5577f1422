namespace Coffer.Templates.Parsing;

/// <summary>Cuts the text of a template into tokens, one at a time. After an error nothing but errors follow.</summary>
internal sealed class Lexer(string input)
{
    private readonly Scanner _scanner = new(input);
    private int _parens;
    private bool _isInsideAction;

    public Token Next() => _isInsideAction ? InsideAction() : Text();

    private Token Text()
    {
        while (true)
        {
            var found = _scanner.Rest.IndexOf(Delimiters.Left);
            if (found < 0)
            {
                _scanner.Move(_scanner.Rest.Length);
                return _scanner.HasTaken ? _scanner.EmitMoved(TokenKind.Text) : _scanner.End();
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
        var text = _scanner.Rest[..length];
        var kept = Delimiters.LeftTrims(_scanner, length) ? text.TrimEnd(" \t\r\n").Length : length;
        _scanner.Move(kept);
        var token = _scanner.HasTaken ? _scanner.EmitMoved(TokenKind.Text) : (Token?)null;
        _scanner.Move(length - kept);
        _scanner.Ignore();
        return token;
    }

    /// <summary>The delimiter that opens an action; none for a comment, which is skipped.</summary>
    private Token? LeftAction()
    {
        var marker = Delimiters.LeftTrims(_scanner, 0) ? Delimiters.MarkerLength : 0;
        _scanner.Move(Delimiters.Left.Length);
        if (_scanner.IsAhead(marker, Delimiters.CommentStart))
        {
            _scanner.Move(marker);
            _scanner.Ignore();
            return Comment();
        }

        var token = _scanner.Emit(TokenKind.LeftDelimiter);
        _scanner.Move(marker);
        _scanner.Ignore();
        _isInsideAction = true;
        _parens = 0;
        return token;
    }

    private Token? Comment()
    {
        _scanner.Move(Delimiters.CommentStart.Length);
        var end = _scanner.Rest.IndexOf(Delimiters.CommentEnd);
        if (end < 0)
        {
            return _scanner.Error("unclosed comment");
        }

        _scanner.Move(end + Delimiters.CommentEnd.Length);
        if (!Delimiters.IsAtRight(_scanner, out var trims))
        {
            return _scanner.Error("comment ends before closing delimiter");
        }

        _scanner.Move(Delimiters.Right.Length + (trims ? Delimiters.MarkerLength : 0));
        EndAction(trims);
        return null;
    }

    private Token InsideAction()
    {
        if (Delimiters.IsAtRight(_scanner, out _))
        {
            return _parens == 0 ? RightAction() : _scanner.Error("unclosed left paren");
        }

        var rune = _scanner.Read();
        switch (rune)
        {
            case Characters.End:
                return _scanner.Error("unclosed action");
            case ' ' or '\t' or '\r' or '\n':
                _scanner.Back();
                return Space();
            case '=':
                return _scanner.Emit(TokenKind.Assign);
            case ':':
                return _scanner.Read() == '=' ? _scanner.Emit(TokenKind.Declare) : _scanner.Error("expected :=");
            case '|':
                return _scanner.Emit(TokenKind.Pipe);
            case '(':
                _parens++;
                return _scanner.Emit(TokenKind.LeftParen);
            case ')':
                return --_parens < 0 ? _scanner.Error("unexpected right paren") : _scanner.Emit(TokenKind.RightParen);
            default:
                return Operand(rune);
        }
    }

    private Token Operand(int rune)
    {
        switch (rune)
        {
            case '"':
                return Operands.Quoted(_scanner, '"', TokenKind.String, "unterminated quoted string");
            case '\'':
                return Operands.Quoted(_scanner, '\'', TokenKind.CharConstant, "unterminated character constant");
            case '`':
                return Operands.RawString(_scanner);
            case '$':
                return Operands.FieldOrVariable(_scanner, TokenKind.Variable);
            case '.' when !_scanner.Rest.IsEmpty && !char.IsAsciiDigit(_scanner.Rest[0]):
                return Operands.FieldOrVariable(_scanner, TokenKind.Field);
            case '.' or '+' or '-' or (>= '0' and <= '9'):
                _scanner.Back();
                return Operands.Number(_scanner);
            default:
                return Characters.IsAlphaNumeric(rune) ? Operands.Word(_scanner)
                    : rune is >= ' ' and < 0x7F ? _scanner.Emit(TokenKind.Char)
                    : _scanner.Error("unrecognized character in action: " + Characters.Describe(rune));
        }
    }

    private Token RightAction()
    {
        Delimiters.IsAtRight(_scanner, out var trims);
        if (trims)
        {
            _scanner.Move(Delimiters.MarkerLength);
            _scanner.Ignore();
        }

        _scanner.Move(Delimiters.Right.Length);
        var token = _scanner.Emit(TokenKind.RightDelimiter);
        EndAction(trims);
        return token;
    }

    private void EndAction(bool trims)
    {
        _isInsideAction = false;
        if (trims)
        {
            Delimiters.SkipTrimmed(_scanner);
        }

        _scanner.Ignore();
    }

    private Token Space()
    {
        var spaces = 0;
        while (Characters.IsSpace(_scanner.Peek()))
        {
            _scanner.Read();
            spaces++;
        }

        // The last space may belong to a trim marker in front of the closing delimiter.
        if (Delimiters.IsRightMarker(_scanner, -1))
        {
            _scanner.Unread();
            if (spaces == 1)
            {
                return RightAction();
            }
        }

        return _scanner.Emit(TokenKind.Space);
    }
}
