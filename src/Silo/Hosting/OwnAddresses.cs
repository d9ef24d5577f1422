using System.Net;
using System.Net.NetworkInformation;
using Coffer.Domain.Reach;

namespace Coffer.Silo.Hosting;

/// <summary>
/// The addresses of this pod: the one that it is known by and the others of the same network interface, which in a cluster of two IP
/// families holds one of each. Not those of other interfaces: on the network of a node whose kube-proxy uses IPVS one of them holds the
/// addresses of all Services.
/// </summary>
internal static class OwnAddresses
{
    public static IReadOnlyList<IPAddress> Find(IPAddress known) =>
        Of(known, NetworkInterface.GetAllNetworkInterfaces().Select(AddressesOf));

    public static IReadOnlyList<IPAddress> Of(IPAddress known, IEnumerable<IEnumerable<IPAddress>> interfaces)
    {
        var own = Addresses.Plain(known);
        var links = interfaces.Select(link => link.Select(Addresses.Plain).ToList());
        return [.. links.Where(link => link.Contains(own)).SelectMany(link => link).Append(own).Distinct()];
    }

    private static IEnumerable<IPAddress> AddressesOf(NetworkInterface link) =>
        link.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address);
}
