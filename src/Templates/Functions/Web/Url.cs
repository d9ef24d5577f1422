using System.Text;

namespace Coffer.Templates.Functions.Web;

/// <summary>A URL as Go's <c>net/url</c> holds it: path and fragment decoded, the query as written.</summary>
internal sealed record Url
{
    public string Scheme { get; init; } = "";

    /// <summary>What follows the scheme when that is no path.</summary>
    public string Opaque { get; init; } = "";

    public UserInfo? User { get; init; }

    /// <summary>Host and port.</summary>
    public string Host { get; init; } = "";

    public string Path { get; init; } = "";

    public string Query { get; init; } = "";

    public string Fragment { get; init; } = "";

    /// <summary>The host without brackets and port.</summary>
    public string HostName
    {
        get
        {
            var colon = Host.LastIndexOf(':');
            var host = colon >= 0 && UrlParser.IsPort(Host.AsSpan(colon)) ? Host[..colon] : Host;
            return host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host;
        }
    }

    /// <summary>The whole as a text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Scheme.Length > 0)
        {
            text.Append(Scheme).Append(':');
        }

        if (Opaque.Length > 0)
        {
            text.Append(Opaque);
        }
        else
        {
            AppendHierarchy(text);
        }

        if (Query.Length > 0)
        {
            text.Append('?').Append(Query);
        }

        if (Fragment.Length > 0)
        {
            text.Append('#').Append(UrlEscaping.Escape(Fragment, UrlPart.Fragment));
        }

        return text.ToString();
    }

    private void AppendHierarchy(StringBuilder text)
    {
        if (Host.Length > 0 || User is not null || (Scheme.Length > 0 && Path.Length > 0))
        {
            text.Append("//");
        }

        if (User is not null)
        {
            text.Append(User).Append('@');
        }

        text.Append(UrlEscaping.Escape(Host, UrlPart.Host));
        var path = Path == "*" ? Path : UrlEscaping.Escape(Path, UrlPart.Path);
        if (path.Length > 0 && path[0] != '/' && Host.Length > 0)
        {
            text.Append('/');
        }

        // A colon in the first segment would make it look like a scheme.
        if (text.Length == 0 && path.Split('/')[0].Contains(':', StringComparison.Ordinal))
        {
            text.Append("./");
        }

        text.Append(path);
    }
}
