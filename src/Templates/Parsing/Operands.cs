using System.Collections.Frozen;
using Coffer.Templates.Numbers;

namespace Coffer.Templates.Parsing;

/// <summary>
/// Takes literals, words, fields and variables. Where they end is decided here, whether they mean anything by the parser.
/// </summary>
internal static class Operands
{
    private const string DecimalDigits = "0123456789_";
    private const string HexDigits = "0123456789abcdefABCDEF_";

    private static readonly FrozenDictionary<string, TokenKind> Keywords = new Dictionary<string, TokenKind>
    {
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
        ["true"] = TokenKind.Bool,
        ["false"] = TokenKind.Bool,
    }.ToFrozenDictionary();

    /// <summary>A keyword or the name of a function.</summary>
    public static Token Word(Scanner scanner)
    {
        var rune = ReadAlphaNumeric(scanner);
        if (!IsAtTerminator(scanner))
        {
            return scanner.Error("bad character " + Characters.Describe(rune));
        }

        return scanner.Emit(Keywords.GetValueOrDefault(scanner.Taken.ToString(), TokenKind.Identifier));
    }

    /// <summary>A field or a variable whose first character has been read; that alone is the dot or <c>$</c>.</summary>
    public static Token FieldOrVariable(Scanner scanner, TokenKind kind)
    {
        if (IsAtTerminator(scanner))
        {
            return scanner.Emit(kind == TokenKind.Variable ? TokenKind.Variable : TokenKind.Dot);
        }

        var rune = ReadAlphaNumeric(scanner);
        return IsAtTerminator(scanner) ? scanner.Emit(kind) : scanner.Error("bad character " + Characters.Describe(rune));
    }

    /// <summary>A string or a character whose opening quote has been read.</summary>
    public static Token Quoted(Scanner scanner, char quote, TokenKind kind, string unterminated)
    {
        while (true)
        {
            var rune = scanner.Read();
            if (rune == '\\')
            {
                rune = scanner.Read();
                if (rune is not (Characters.End or '\n'))
                {
                    continue;
                }
            }

            if (rune is Characters.End or '\n')
            {
                return scanner.Error(unterminated);
            }

            if (rune == quote)
            {
                return scanner.Emit(kind);
            }
        }
    }

    /// <summary>A raw string whose opening quote has been read.</summary>
    public static Token RawString(Scanner scanner)
    {
        var end = scanner.Rest.IndexOf('`');
        if (end < 0)
        {
            return scanner.Error("unterminated raw quoted string");
        }

        scanner.Move(end + 1);
        return scanner.EmitMoved(TokenKind.RawString);
    }

    public static Token Number(Scanner scanner)
    {
        if (!ScanNumber(scanner))
        {
            return BadNumber(scanner);
        }

        if (scanner.Peek() is not ('+' or '-'))
        {
            return scanner.Emit(TokenKind.Number);
        }

        return ScanNumber(scanner) && scanner.Taken[^1] == 'i' ? scanner.Emit(TokenKind.Complex) : BadNumber(scanner);
    }

    private static Token BadNumber(Scanner scanner) => scanner.Error("bad number syntax: " + Quoting.Quote(scanner.Taken.ToString()));

    /// <summary>Takes what may be a number; whether it is one turns out later.</summary>
    private static bool ScanNumber(Scanner scanner)
    {
        scanner.Accept("+-");
        var digits = scanner.Accept("0") ? DigitsAfterZero(scanner) : DecimalDigits;
        scanner.AcceptRun(digits);
        if (scanner.Accept("."))
        {
            scanner.AcceptRun(digits);
        }

        if ((digits == DecimalDigits && scanner.Accept("eE")) || (digits == HexDigits && scanner.Accept("pP")))
        {
            scanner.Accept("+-");
            scanner.AcceptRun(DecimalDigits);
        }

        scanner.Accept("i");
        if (Characters.IsAlphaNumeric(scanner.Peek()))
        {
            scanner.Read();
            return false;
        }

        return true;
    }

    private static string DigitsAfterZero(Scanner scanner) =>
        scanner.Accept("xX") ? HexDigits : scanner.Accept("oO") ? "01234567_" : scanner.Accept("bB") ? "01_" : DecimalDigits;

    /// <summary>Reads letters, digits and underscores; returns what ended them.</summary>
    private static int ReadAlphaNumeric(Scanner scanner)
    {
        while (true)
        {
            var rune = scanner.Read();
            if (!Characters.IsAlphaNumeric(rune))
            {
                scanner.Back();
                return rune;
            }
        }
    }

    private static bool IsAtTerminator(Scanner scanner) =>
        scanner.Peek() is Characters.End or '.' or ',' or '|' or ':' or ')' or '(' or ' ' or '\t' or '\r' or '\n'
        || scanner.IsAhead(0, Delimiters.Right);
}
