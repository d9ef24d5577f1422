using System.Globalization;
using System.Text;
using Coffer.Templates.Calls;
using Coffer.Templates.Formatting;
using Coffer.Templates.Numbers;
using Coffer.Templates.Values;

namespace Coffer.Templates.Builtins;

/// <summary><c>html js urlquery</c></summary>
internal static class Escaping
{
    public static IEnumerable<Function> All =>
    [
        Of("html", Html),
        Of("js", JavaScript),
        Of("urlquery", UrlQuery),
    ];

    /// <summary>Go's <c>template.HTMLEscapeString</c>.</summary>
    public static string Html(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            switch (c)
            {
                case '\0':
                    ByteText.AppendRune(escaped, ByteText.BadRune);
                    break;
                case '"':
                    escaped.Append("&#34;");
                    break;
                case '\'':
                    escaped.Append("&#39;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                default:
                    escaped.Append(c);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>Go's <c>url.QueryEscape</c>.</summary>
    public static string UrlQuery(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~')
            {
                escaped.Append(c);
            }
            else if (c == ' ')
            {
                escaped.Append('+');
            }
            else
            {
                escaped.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }

    private static Function Of(string name, Func<string, string> escape) =>
        Function.Variadic(name, [GoTypes.Any], GoTypes.String, args => StringValue.Of(escape(Shown(args))));

    /// <summary>The arguments as a template would print them: pointers followed, nothing for nil.</summary>
    private static string Shown(Arguments args)
    {
        var shown = args.Span.ToArray();
        for (var index = 0; index < shown.Length; index++)
        {
            shown[index] = shown[index] switch
            {
                null => StringValue.Of("<no value>"),
                PointerValue { Target: { } target } => target,
                { } other => other,
            };
        }

        return Texts.Print(shown, args.Budget);
    }

    /// <summary>Go's <c>template.JSEscapeString</c>.</summary>
    private static string JavaScript(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length;)
        {
            var rune = ByteText.Rune(text, index, out var width);
            if (rune >= 0x80)
            {
                escaped.Append(Quoting.IsPrint(rune) ? text.AsSpan(index, width) : $"\\u{rune:X4}");
            }
            else
            {
                escaped.Append(rune switch
                {
                    '\\' => "\\\\",
                    '\'' => "\\'",
                    '"' => "\\\"",
                    '<' or '>' or '&' or '=' or < ' ' => $"\\u{rune:X4}",
                    _ => text.AsSpan(index, 1),
                });
            }

            index += width;
        }

        return escaped.ToString();
    }
}
