using System.Globalization;
using System.Text;

namespace Coffer.Domain.Rendering;

/// <summary>
/// Spells a pattern of Go's RE2 (<see href="https://github.com/google/re2/wiki/Syntax"/>) for .NET. Where the two read the same text differently, the filter of a manifest would silently keep or drop other fields:
/// RE2's classes are ASCII, <c>$</c> is the very end, <c>[[:alpha:]]</c> names a class, <c>[a-[b]</c> subtracts nothing.
/// </summary>
internal static class Re2Pattern
{
    private const string Letters = "aAbBCdDfnpPrsStvwWxz";

    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z", ["alpha"] = "A-Za-z", ["ascii"] = "\\x00-\\x7F", ["blank"] = "\\t ", ["cntrl"] = "\\x00-\\x1F\\x7F",
        ["digit"] = "0-9", ["graph"] = "!-~", ["lower"] = "a-z", ["print"] = " -~", ["punct"] = "!-/:-@\\[-`{-~",
        ["space"] = "\\t\\n\\v\\f\\r ", ["upper"] = "A-Z", ["word"] = "0-9A-Za-z_", ["xdigit"] = "0-9A-Fa-f",
    };

    private static readonly Dictionary<char, string> Perl = new()
    {
        ['d'] = "0-9", ['w'] = "0-9A-Za-z_", ['s'] = "\\t\\n\\f\\r ",
        ['D'] = "\\x00-/:-\\uFFFF", ['W'] = "\\x00-/:-@\\[-^`{-\\uFFFF", ['S'] = "\\x00-\\x08\\x0B\\x0E-\\x1F!-\\uFFFF",
    };

    /// <summary>The pattern for .NET.</summary>
    /// <exception cref="ArgumentException">RE2 would not take it.</exception>
    public static string Translate(string pattern)
    {
        var (result, at) = (new StringBuilder(pattern.Length + 16), 0);
        var multiline = HasMultiline(pattern);
        while (at < pattern.Length)
        {
            at = pattern[at] switch
            {
                '\\' => Escape(pattern, at, result, inClass: false),
                '[' => Class(pattern, at, result),
                '(' => Group(pattern, at, result),
                '$' when !multiline => Put(result, "\\z", at + 1),
                var other => Put(result, other.ToString(), at + 1),
            };
        }

        return result.ToString();
    }

    private static int Put(StringBuilder result, string text, int next)
    {
        result.Append(text);
        return next;
    }

    private static int Escape(string pattern, int at, StringBuilder result, bool inClass)
    {
        var letter = at + 1 < pattern.Length ? pattern[at + 1] : throw new ArgumentException("trailing backslash");
        if (Perl.TryGetValue(letter, out var ranges))
        {
            return Put(result, inClass ? ranges : $"[{ranges}]", at + 2);
        }

        if (letter == 'Q' && !inClass)
        {
            var end = pattern.IndexOf("\\E", at + 2, StringComparison.Ordinal);
            var literal = end < 0 ? pattern[(at + 2)..] : pattern[(at + 2)..end];
            return Put(result, System.Text.RegularExpressions.Regex.Escape(literal), end < 0 ? pattern.Length : end + 2);
        }

        if (letter is 'p' or 'P' && at + 2 < pattern.Length && pattern[at + 2] != '{')
        {
            return Put(result, $"\\{letter}{{{pattern[at + 2]}}}", at + 3);
        }

        if (letter == 'x' && at + 2 < pattern.Length && pattern[at + 2] == '{')
        {
            return Hex(pattern, at, result);
        }

        return char.IsAsciiLetter(letter) && !Letters.Contains(letter, StringComparison.Ordinal) || letter is >= '1' and <= '9'
            ? throw new ArgumentException($"invalid escape sequence '\\{letter}'")
            : Put(result, $"\\{letter}", at + 2);
    }

    private static int Hex(string pattern, int at, StringBuilder result)
    {
        var end = pattern.IndexOf('}', at);
        return end > 0 && int.TryParse(pattern.AsSpan(at + 3, end - at - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code is >= 0 and <= 0xFFFF
            ? Put(result, $"\\u{code:X4}", end + 1)
            : throw new ArgumentException("invalid escape sequence '\\x{'");
    }

    private static int Class(string pattern, int at, StringBuilder result)
    {
        result.Append('[');
        at++;
        if (at < pattern.Length && pattern[at] == '^')
        {
            at = Put(result, "^", at + 1);
        }

        for (var first = true; at < pattern.Length && (first || pattern[at] != ']'); first = false)
        {
            at = pattern[at] switch
            {
                '\\' => Escape(pattern, at, result, inClass: true),
                '[' when at + 1 < pattern.Length && pattern[at + 1] == ':' && pattern.IndexOf(":]", at + 2, StringComparison.Ordinal) is > 0 and var end =>
                    Put(result, OfName(pattern[(at + 2)..end]), end + 2),
                '[' => Put(result, "\\[", at + 1),
                ']' => Put(result, "\\]", at + 1),
                var other => Put(result, other.ToString(), at + 1),
            };
        }

        return at < pattern.Length ? Put(result, "]", at + 1) : throw new ArgumentException("missing closing ]");
    }

    private static string OfName(string name) =>
        Named.TryGetValue(name, out var ranges) ? ranges : throw new ArgumentException($"invalid character class '[:{name}:]'");

    /// <summary>RE2 knows named groups, groups without a number, and the flags i, m, s and U; what .NET knows beside is refused, as RE2 does.</summary>
    private static int Group(string pattern, int at, StringBuilder result)
    {
        if (at + 1 >= pattern.Length || pattern[at + 1] != '?')
        {
            return Put(result, "(", at + 1);
        }

        var rest = pattern.AsSpan(at + 2);
        if (rest.StartsWith("P<") || rest.StartsWith("<") && rest.Length > 1 && (char.IsAsciiLetterOrDigit(rest[1]) || rest[1] == '_'))
        {
            return Put(result, "(?<", at + 2 + rest.IndexOf('<') + 1);
        }

        var flags = rest.IndexOfAnyExcept("imsU-");
        if (flags < 0 || rest[flags] is not (':' or ')'))
        {
            throw new ArgumentException("invalid or unsupported Perl syntax after '(?'");
        }

        // Greed makes no difference to whether a pattern matches, and .NET has no flag for it.
        var kept = rest[..flags].ToString().Replace("U", "", StringComparison.Ordinal).TrimEnd('-');
        return kept.Length == 0 && rest[flags] == ')'
            ? Put(result, "", at + 2 + flags + 1)
            : Put(result, $"(?{kept}{rest[flags]}", at + 2 + flags + 1);
    }

    private static bool HasMultiline(string pattern)
    {
        for (var at = pattern.IndexOf("(?", StringComparison.Ordinal); at >= 0; at = pattern.IndexOf("(?", at + 2, StringComparison.Ordinal))
        {
            var rest = pattern.AsSpan(at + 2);
            var flags = rest.IndexOfAnyExcept("imsU-");
            if (flags > 0 && rest[flags] is ':' or ')' && rest[..flags].Contains('m'))
            {
                return true;
            }
        }

        return false;
    }
}
