using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Text;
using Coffer.Templates.Numbers;

namespace Coffer.Templates.Functions.Web;

/// <summary>Reads URLs as Go's <c>net/url</c> of version 1.26 does, with its error texts.</summary>
internal static class UrlParser
{
    /// <exception cref="FunctionError">For example <c>parse "%zz": invalid URL escape "%zz"</c>.</exception>
    public static Url Parse(string text)
    {
        var mark = text.IndexOf('#', StringComparison.Ordinal);
        var before = mark < 0 ? text : text[..mark];
        var url = Checked(before, () => ParseWithoutFragment(before));
        return mark < 0 ? url : Checked(text, () => url with { Fragment = UrlEscaping.Unescape(text[(mark + 1)..], UrlPart.Fragment) });
    }

    /// <summary>A colon and digits, perhaps none.</summary>
    public static bool IsPort(ReadOnlySpan<char> text) => text.StartsWith(':') && !text[1..].ContainsAnyExceptInRange('0', '9');

    private static Url Checked(string text, Func<Url> parse)
    {
        try
        {
            return parse();
        }
        catch (FunctionError error)
        {
            throw new FunctionError($"parse {Quoting.Quote(text)}: {error.Message}");
        }
    }

    private static Url ParseWithoutFragment(string text)
    {
        if (text.Any(character => character is < ' ' or '\x7F'))
        {
            throw new FunctionError("net/url: invalid control character in URL");
        }

        if (text == "*")
        {
            return new Url { Path = "*" };
        }

        var scheme = SchemeLength(text);
        var rest = scheme == 0 ? text : text[(scheme + 1)..];
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var url = new Url { Scheme = Strings.ToLower(text[..scheme]), Query = question < 0 ? "" : rest[(question + 1)..] };
        return ParseHierarchy(url, question < 0 ? rest : rest[..question]);
    }

    private static int SchemeLength(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == ':')
            {
                return index > 0 ? index : throw new FunctionError("missing protocol scheme");
            }

            if (!char.IsAsciiLetter(text[index]) && (index == 0 || !(char.IsAsciiDigit(text[index]) || text[index] is '+' or '-' or '.')))
            {
                break;
            }
        }

        return 0;
    }

    private static Url ParseHierarchy(Url url, string rest)
    {
        if (!rest.StartsWith('/'))
        {
            if (url.Scheme.Length > 0)
            {
                return url with { Opaque = rest };
            }

            if (rest.Split('/')[0].Contains(':', StringComparison.Ordinal))
            {
                throw new FunctionError("first path segment in URL cannot contain colon");
            }
        }

        if (rest.StartsWith("//", StringComparison.Ordinal) && (url.Scheme.Length > 0 || !rest.StartsWith("///", StringComparison.Ordinal)))
        {
            var end = rest.IndexOf('/', 2);
            var authority = end < 0 ? rest[2..] : rest[2..end];
            rest = end < 0 ? "" : rest[end..];
            url = ParseAuthority(url, authority);
        }

        return url with { Path = UrlEscaping.Unescape(rest, UrlPart.Path) };
    }

    private static Url ParseAuthority(Url url, string authority)
    {
        var at = authority.LastIndexOf('@');
        url = url with { Host = UrlHost.Parse(url.Scheme, authority[(at + 1)..]) };
        if (at < 0)
        {
            return url;
        }

        var user = authority[..at];
        if (!user.All(IsUserCharacter))
        {
            throw new FunctionError("net/url: invalid userinfo");
        }

        var colon = user.IndexOf(':', StringComparison.Ordinal);
        var name = UrlEscaping.Unescape(colon < 0 ? user : user[..colon], UrlPart.UserPassword);
        return url with { User = new(name, colon < 0 ? null : UrlEscaping.Unescape(user[(colon + 1)..], UrlPart.UserPassword)) };
    }

    private static bool IsUserCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || "-._:~!$&'()*+,;=%@".Contains(character, StringComparison.Ordinal);
}
