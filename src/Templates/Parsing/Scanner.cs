using Coffer.Templates.Values;

namespace Coffer.Templates.Parsing;

/// <summary>
/// Moves through the text of a template and cuts tokens out of it: what lies between the start and the position is the token under way.
/// Positions are in bytes, lines count from 1.
/// </summary>
internal sealed class Scanner(string input)
{
    private string _input = input;
    private int _start;
    private int _line = 1;
    private int _startLine = 1;
    private int _width;

    public int Position { get; private set; }

    /// <summary>Whether anything has been taken since the last token.</summary>
    public bool HasTaken => Position > _start;

    /// <summary>What has been taken since the last token.</summary>
    public ReadOnlySpan<char> Taken => _input.AsSpan(_start, Position - _start);

    /// <summary>What comes next.</summary>
    public ReadOnlySpan<char> Rest => _input.AsSpan(Position);

    /// <summary>Whether a text stands so many bytes further on.</summary>
    public bool IsAhead(int distance, string text) =>
        Position + distance <= _input.Length && _input.AsSpan(Position + distance).StartsWith(text);

    /// <summary>The byte so many bytes further on (or back); a NUL outside the text.</summary>
    public char ByteAt(int distance) => (uint)(Position + distance) < (uint)_input.Length ? _input[Position + distance] : '\0';

    /// <summary>Moves without counting lines: <see cref="Emit"/> and <see cref="Ignore"/> do that for text.</summary>
    public void Move(int bytes) => Position += bytes;

    /// <summary>Takes the next rune; <see cref="Characters.End"/> where the text ends.</summary>
    public int Read()
    {
        if (Position >= _input.Length)
        {
            _width = 0;
            return Characters.End;
        }

        var rune = ByteText.Rune(_input, Position, out _width);
        Position += _width;
        _line += rune == '\n' ? 1 : 0;
        return rune;
    }

    public int Peek() => Position < _input.Length ? ByteText.Rune(_input, Position, out _) : Characters.End;

    /// <summary>Undoes the last <see cref="Read"/>.</summary>
    public void Back()
    {
        Position -= _width;
        _line -= _width == 1 && _input[Position] == '\n' ? 1 : 0;
    }

    /// <summary>Gives back one byte that was read.</summary>
    public void Unread()
    {
        Position--;
        _line -= _input[Position] == '\n' ? 1 : 0;
    }

    public bool Accept(string valid)
    {
        if (Position < _input.Length && valid.Contains(_input[Position]))
        {
            Position++;
            return true;
        }

        return false;
    }

    public void AcceptRun(string valid)
    {
        while (Accept(valid))
        {
        }
    }

    /// <summary>Ends the token under way; its lines have been counted by <see cref="Read"/>.</summary>
    public Token Emit(TokenKind kind)
    {
        var token = new Token(kind, _start, Taken.ToString(), _startLine);
        Restart();
        return token;
    }

    /// <summary>Ends a token that was taken by <see cref="Move"/>.</summary>
    public Token EmitMoved(TokenKind kind)
    {
        _line += Taken.Count('\n');
        return Emit(kind);
    }

    /// <summary>The end of the text.</summary>
    public Token End() => new(TokenKind.End, Position, "", _startLine);

    /// <summary>Leaves out what has been taken by <see cref="Move"/>.</summary>
    public void Ignore()
    {
        _line += Taken.Count('\n');
        Restart();
    }

    /// <summary>Gives up: after it nothing but errors follow.</summary>
    public Token Error(string message)
    {
        var token = new Token(TokenKind.Error, _start, message, _startLine);
        _input = "";
        _start = 0;
        Position = 0;
        return token;
    }

    private void Restart()
    {
        _start = Position;
        _startLine = _line;
    }
}
