using System.Globalization;
using System.Net;

namespace Coffer.Domain.Reach;

/// <summary>
/// One entry of a list of hosts: <c>vault.example.com</c>, <c>*.example.com</c> (every name below, not the name itself), an address, a
/// network such as <c>10.0.0.0/8</c> (addresses only: names are never resolved for it), or <c>*</c>; each but a network with <c>:port</c>
/// when only that port is meant.
/// </summary>
public sealed record HostPattern
{
    private readonly string _host;
    private readonly IPAddress? _address;
    private readonly int _bits;
    private readonly int? _port;

    private HostPattern(string text, string host, IPAddress? address, int bits, int? port) =>
        (Text, _host, _address, _bits, _port) = (text, host, address, bits, port);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Reads an entry; null when it has none of the forms.</summary>
    public static HostPattern? Parse(string text)
    {
        var (host, port) = Split(text.Trim());
        if (port is < 1 or > 65535)
        {
            return null;
        }

        if (host.Contains('/', StringComparison.Ordinal))
        {
            return port is null && Network(host) is var (address, bits) ? new HostPattern(text.Trim(), "", address, bits, null) : null;
        }

        if (Addresses.Parse(host) is { } literal)
        {
            return new HostPattern(text.Trim(), "", literal, literal.GetAddressBytes().Length * 8, port);
        }

        var name = host.ToLowerInvariant().TrimEnd('.');
        return name == "*" || Uri.CheckHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name) == UriHostNameType.Dns
            ? new HostPattern(text.Trim(), name, null, 0, port)
            : null;
    }

    /// <summary>Whether it stands for a host as a URL names it.</summary>
    /// <param name="host">A name or an address, without brackets.</param>
    /// <param name="port">The port.</param>
    public bool Covers(string host, int port)
    {
        if (_port is { } only && only != port)
        {
            return false;
        }

        if (_address is not null || Addresses.Parse(host) is not null)
        {
            return _host == "*" || (Addresses.Parse(host) is { } literal && Holds(literal));
        }

        var name = host.ToLowerInvariant().TrimEnd('.');
        return _host == "*" || name == _host
            || (_host.StartsWith("*.", StringComparison.Ordinal) && name.EndsWith(_host[1..], StringComparison.Ordinal));
    }

    /// <summary>Whether it names this very address, by itself or by a network. <c>*</c> names nothing.</summary>
    public bool Names(IPAddress address, int port) => (_port is null || _port == port) && Holds(address);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private bool Holds(IPAddress address)
    {
        var (mine, other) = (_address?.GetAddressBytes() ?? [], Addresses.Plain(address).GetAddressBytes());
        return mine.Length == other.Length && mine.Length > 0
            && Enumerable.Range(0, _bits).All(bit => ((mine[bit / 8] ^ other[bit / 8]) & (0x80 >> (bit % 8))) == 0);
    }

    private static (string Host, int? Port) Split(string text)
    {
        // More than one colon without brackets is an IPv6 address without a port.
        var colon = text.StartsWith('[') ? text.IndexOf("]:", StringComparison.Ordinal) + 1
            : text.IndexOf(':', StringComparison.Ordinal) == text.LastIndexOf(':') ? text.LastIndexOf(':')
            : -1;
        var host = (colon > 0 ? text[..colon] : text).Trim('[', ']');
        return (host, colon <= 0 ? null
            : int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
            : 0);
    }

    private static (IPAddress Address, int Bits)? Network(string text) =>
        text.Split('/') is [var address, var bits] && Addresses.Parse(address) is { } found
        && int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= found.GetAddressBytes().Length * 8
            ? (found, count)
            : null;
}
