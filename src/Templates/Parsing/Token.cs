using Coffer.Templates.Numbers;
using Coffer.Templates.Values;

namespace Coffer.Templates.Parsing;

internal enum TokenKind
{
    Error,
    Bool,
    Char,
    CharConstant,
    Complex,
    Assign,
    Declare,
    End,
    Field,
    Identifier,
    LeftDelimiter,
    LeftParen,
    Number,
    Pipe,
    RawString,
    RightDelimiter,
    RightParen,
    Space,
    String,
    Text,
    Variable,

    // Words of the language come after all the rest.
    KeywordsFollow,
    Block,
    Break,
    Continue,
    Dot,
    Define,
    Else,
    EndKeyword,
    If,
    Nil,
    Range,
    Template,
    With,
}

/// <summary>A piece of a template's text; for an error its message.</summary>
internal readonly record struct Token(TokenKind Kind, int Position, string Text, int Line)
{
    private const int LongestQuoted = 10;

    /// <summary>As error texts show it.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.End => "EOF",
        TokenKind.Error => Text,
        > TokenKind.KeywordsFollow => $"<{Text}>",
        _ when Text.Length > LongestQuoted => Quoting.Quote(Start(Text)) + "...",
        _ => Quoting.Quote(Text),
    };

    private static string Start(string text)
    {
        var end = 0;
        for (var runes = 0; runes < LongestQuoted && end < text.Length; runes++)
        {
            ByteText.Rune(text, end, out var width);
            end += width;
        }

        return text[..end];
    }
}
