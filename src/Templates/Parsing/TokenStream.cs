namespace Coffer.Templates.Parsing;

/// <summary>Tokens with up to three of them put back.</summary>
internal sealed class TokenStream(Lexer lexer)
{
    private readonly Token[] _tokens = new Token[3];
    private int _peeked;

    /// <summary>The line that errors name: that of the token read last from the text.</summary>
    public int Line => _tokens[0].Line;

    public Token Next()
    {
        if (_peeked > 0)
        {
            _peeked--;
        }
        else
        {
            _tokens[0] = lexer.Next();
        }

        return _tokens[_peeked];
    }

    public Token Peek()
    {
        if (_peeked == 0)
        {
            _peeked = 1;
            _tokens[0] = lexer.Next();
        }

        return _tokens[_peeked - 1];
    }

    public Token NextNonSpace()
    {
        while (true)
        {
            var token = Next();
            if (token.Kind != TokenKind.Space)
            {
                return token;
            }
        }
    }

    public Token PeekNonSpace()
    {
        var token = NextNonSpace();
        Back();
        return token;
    }

    public void Back() => _peeked++;

    /// <summary>Puts back the last token and one before it.</summary>
    public void Back(Token before)
    {
        _tokens[1] = before;
        _peeked = 2;
    }

    /// <summary>Puts back the last token and two before it.</summary>
    public void Back(Token earlier, Token before)
    {
        _tokens[1] = before;
        _tokens[2] = earlier;
        _peeked = 3;
    }
}
