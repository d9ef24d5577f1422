using System.Net;

namespace Coffer.Domain.Reach;

/// <summary>Reads and judges IP addresses. However one is spelled, an IPv4 address within an IPv6 one counts as what it leads to.</summary>
public static class Addresses
{
    /// <summary>
    /// Metadata services outside of the link-local networks: of AWS (and its EKS Pod Identity) and Google over IPv6, of Azure, of
    /// Alibaba Cloud, of Oracle.
    /// </summary>
    private static readonly IPAddress[] Metadata =
    [
        IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("fd00:ec2::23"), IPAddress.Parse("fd20:ce::254"),
        IPAddress.Parse("168.63.129.16"), IPAddress.Parse("100.100.100.200"), IPAddress.Parse("192.0.0.192"),
    ];

    private static readonly byte[] Nat64 = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>The address that a text spells; null for a name.</summary>
    public static IPAddress? Parse(string text) => IPAddress.TryParse(text, out var address) ? Plain(address) : null;

    /// <summary>
    /// The IPv4 address that an IPv6 one wraps (<c>::ffff:a.b.c.d</c>, NAT64's <c>64:ff9b::a.b.c.d</c>); otherwise the
    /// address itself, without a zone.
    /// </summary>
    public static IPAddress Plain(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.IsIPv4MappedToIPv6 || (bytes.Length == 16 && bytes.AsSpan().StartsWith(Nat64))
            ? new IPAddress(bytes.AsSpan(12))
            : new IPAddress(bytes);
    }

    /// <summary>What kind it is.</summary>
    public static AddressKind KindOf(IPAddress address)
    {
        var plain = Plain(address);
        var bytes = plain.GetAddressBytes();
        return IPAddress.IsLoopback(plain) || plain.Equals(IPAddress.IPv6Any) || (bytes.Length == 4 && bytes[0] == 0) ? AddressKind.Loopback
            : plain.IsIPv6LinkLocal || (bytes.Length == 4 && bytes[0] == 169 && bytes[1] == 254) || Metadata.Contains(plain)
                ? AddressKind.LinkLocal
            : AddressKind.Ordinary;
    }
}
