using System.Globalization;
using System.Net;
using Coffer.Domain.Reach;

namespace Coffer.Domain.Proxies;

/// <summary>
/// One entry of NO_PROXY, as Go reads it: a network (<c>10.0.0.0/8</c>), an address, a name (itself and all below it), <c>.name</c> or
/// <c>*.name</c> (all below it, not itself), or <c>*</c>; an address or a name with <c>:port</c> when only that port is meant.
/// </summary>
internal sealed record NoProxyEntry
{
    private readonly Func<string, IPAddress?, int, bool> _covers;

    private NoProxyEntry(Func<string, IPAddress?, int, bool> covers) => _covers = covers;

    /// <summary>Reads an entry; null for one that names nothing, which Go ignores.</summary>
    public static NoProxyEntry? Parse(string text)
    {
        var entry = text.Trim().ToLowerInvariant();
        if (entry is "" or "*")
        {
            return entry.Length == 0 ? null : new NoProxyEntry((_, _, _) => true);
        }

        if (entry.Contains('/', StringComparison.Ordinal) && HostPattern.Parse(entry) is { } network)
        {
            return new NoProxyEntry((_, address, port) => address is not null && network.Names(address, port));
        }

        var (host, only) = Split(entry);
        if (Addresses.Parse(host) is { } literal)
        {
            return new NoProxyEntry((_, address, port) => literal.Equals(address) && (only is null || only == port));
        }

        if (host.Length == 0)
        {
            return null;
        }

        var suffix = host.StartsWith("*.", StringComparison.Ordinal) ? host[1..] : host.StartsWith('.') ? host : "." + host;
        var itself = host.StartsWith('.') || host.StartsWith("*.", StringComparison.Ordinal) ? null : host;
        return new NoProxyEntry((name, address, port) =>
            address is null && (name == itself || name.EndsWith(suffix, StringComparison.Ordinal)) && (only is null || only == port));
    }

    /// <summary>Whether a host is reached without a proxy.</summary>
    /// <param name="host">The host in lower case, without brackets.</param>
    /// <param name="address">The address that it spells; null for a name.</param>
    /// <param name="port">The port.</param>
    public bool Covers(string host, IPAddress? address, int port) => _covers(host, address, port);

    private static (string Host, int? Port) Split(string entry)
    {
        // More than one colon without brackets is an IPv6 address.
        var colon = entry.StartsWith('[') ? entry.IndexOf("]:", StringComparison.Ordinal) + 1
            : entry.IndexOf(':', StringComparison.Ordinal) == entry.LastIndexOf(':') ? entry.LastIndexOf(':')
            : -1;
        return colon < 1 && !entry.StartsWith(':') ? (entry.Trim('[', ']'), null)
            : (entry[..Math.Max(colon, 0)].Trim('[', ']'),
                int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : -1);
    }
}
