using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Types;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Web;

/// <summary>URLs taken apart and put together.</summary>
internal static class UrlFunctions
{
    public static IEnumerable<Function> All =>
    [
        new("urlParse", [T.String], T.MapOfAny, args => Parse(args.Text(0))),
        new("urlJoin", [T.MapOfAny], T.String, args => StringValue.Of(Join(args.Map(0)))),
    ];

    private static MapValue Parse(string text)
    {
        var url = Explained("unable to parse url", () => UrlParser.Parse(text));
        var parts = MapValue.OfAny();
        parts.Set("scheme", StringValue.Of(url.Scheme));
        parts.Set("host", StringValue.Of(url.Host));
        parts.Set("hostname", StringValue.Of(url.HostName));
        parts.Set("path", StringValue.Of(url.Path));
        parts.Set("query", StringValue.Of(url.Query));
        parts.Set("opaque", StringValue.Of(url.Opaque));
        parts.Set("fragment", StringValue.Of(url.Fragment));
        parts.Set("userinfo", StringValue.Of(url.User?.ToString() ?? ""));
        return parts;
    }

    private static string Join(MapValue parts)
    {
        var url = new Url
        {
            Scheme = Part(parts, "scheme"),
            Host = Part(parts, "host"),
            Path = Part(parts, "path"),
            Query = Part(parts, "query"),
            Opaque = Part(parts, "opaque"),
            Fragment = Part(parts, "fragment"),
        };
        var user = Part(parts, "userinfo");
        return user.Length == 0
            ? url.ToString()
            : (url with
            {
                User = Explained("unable to parse userinfo in dict", () => UrlParser.Parse($"proto://{user}@host")).User,
            }).ToString();
    }

    private static string Part(MapValue parts, string key)
    {
        if (!parts.TryGet(key, out var value))
        {
            return "";
        }

        return value is TextValue text
            ? text.Text
            : throw new FunctionError($"unable to parse {key} key, must be of type string, but {Kinds.Required(value)} found");
    }

    private static Url Explained(string failure, Func<Url> parse)
    {
        try
        {
            return parse();
        }
        catch (FunctionError error)
        {
            throw new FunctionError($"{failure}: {error.Message}");
        }
    }
}
