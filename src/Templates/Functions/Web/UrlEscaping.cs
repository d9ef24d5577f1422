using System.Text;
using Coffer.Templates.Calls;
using Coffer.Templates.Numbers;

namespace Coffer.Templates.Functions.Web;

/// <summary>Percent encoding, with the leniency of Go's <c>net/url</c> for each part of a URL.</summary>
internal static class UrlEscaping
{
    private const string Hex = "0123456789ABCDEF";

    public static string Escape(string text, UrlPart part)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (MustEscape(character, part))
            {
                result.Append('%').Append(Hex[character >> 4]).Append(Hex[character & 15]);
            }
            else
            {
                result.Append(character);
            }
        }

        return result.ToString();
    }

    /// <exception cref="FunctionError">An escape is malformed or not allowed in the part.</exception>
    public static string Unescape(string text, UrlPart part)
    {
        var result = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '%')
            {
                result.Append(Decoded(text, index, part));
                index += 2;
                continue;
            }

            if (part is UrlPart.Host or UrlPart.Zone && text[index] < 0x80 && MustEscape(text[index], part))
            {
                throw new FunctionError($"invalid character {Quoting.Quote(text[index].ToString())} in host name");
            }

            result.Append(text[index]);
        }

        return result.ToString();
    }

    /// <summary>Whether a text is a valid encoding of something in the part.</summary>
    public static bool IsEncoded(string text, UrlPart part) =>
        text.All(character => "!$&'()*+,;=:@[]%".Contains(character, StringComparison.Ordinal) || !MustEscape(character, part));

    private static char Decoded(string text, int index, UrlPart part)
    {
        var escape = text.Substring(index, Math.Min(3, text.Length - index));
        if (escape.Length < 3 || !char.IsAsciiHexDigit(escape[1]) || !char.IsAsciiHexDigit(escape[2]))
        {
            throw Invalid(escape);
        }

        var value = (char)Convert.ToInt32(escape[1..], 16);
        var isAllowed = part switch
        {
            // Only bytes that are not ASCII may be escaped in a host, and the percent sign that begins a zone.
            UrlPart.Host => value >= 0x80 || escape == "%25",
            UrlPart.Zone => escape == "%25" || value == ' ' || !MustEscape(value, UrlPart.Host),
            _ => true,
        };
        return isAllowed ? value : throw Invalid(escape);
    }

    private static FunctionError Invalid(string escape) => new("invalid URL escape " + Quoting.Quote(escape));

    private static bool MustEscape(char character, UrlPart part) => character switch
    {
        _ when char.IsAsciiLetterOrDigit(character) || "-_.~".Contains(character, StringComparison.Ordinal) => false,
        _ when part is UrlPart.Host or UrlPart.Zone && "!$&'()*+,;=:[]<>\"".Contains(character, StringComparison.Ordinal) => false,
        '$' or '&' or '+' or ',' or '/' or ':' or ';' or '=' or '?' or '@' => part switch
        {
            UrlPart.Path => character == '?',
            UrlPart.UserPassword => character is '@' or '/' or '?' or ':',
            UrlPart.Fragment => false,
            _ => true,
        },
        '!' or '(' or ')' or '*' => part != UrlPart.Fragment,
        _ => true,
    };
}
