using Coffer.Templates.Calls;
using Coffer.Templates.Numbers;

namespace Coffer.Templates.Functions.Web;

/// <summary>Hosts of URLs: a name, or an IPv6 address in brackets, and perhaps a port.</summary>
internal static class UrlHost
{
    private const string InvalidLiteral = "invalid IP-literal";

    /// <exception cref="FunctionError">The host or its port is malformed.</exception>
    public static string Parse(string scheme, string host)
    {
        var bracket = host.LastIndexOf('[');
        if (bracket > 0)
        {
            throw new FunctionError(InvalidLiteral);
        }

        if (bracket == 0)
        {
            return ParseLiteral(host);
        }

        // PostgreSQL lists several hosts with ports in one URL; everywhere else the first colon begins the port.
        var colon = scheme is "postgres" or "postgresql" ? host.LastIndexOf(':') : host.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            CheckPort(host[colon..]);
        }

        return UrlEscaping.Unescape(host, UrlPart.Host);
    }

    private static string ParseLiteral(string host)
    {
        var end = host.LastIndexOf(']');
        if (end < 0)
        {
            throw new FunctionError("missing ']' in host");
        }

        var port = host[(end + 1)..];
        CheckPort(port);
        port = UrlEscaping.Unescape(port, UrlPart.Host);
        var name = host[1..end];
        var zone = name.IndexOf("%25", StringComparison.Ordinal);
        var address = zone < 0
            ? UrlEscaping.Unescape(name, UrlPart.Host)
            : UrlEscaping.Unescape(name[..zone], UrlPart.Host) + UrlEscaping.Unescape(name[zone..], UrlPart.Zone);
        return IpAddress.Check(address) == IpFamily.V4 ? throw new FunctionError(InvalidLiteral) : $"[{address}]{port}";
    }

    private static void CheckPort(string port)
    {
        if (port.Length > 0 && !UrlParser.IsPort(port))
        {
            throw new FunctionError($"invalid port {Quoting.Quote(port)} after host");
        }
    }
}
