using System.Net;
using System.Net.Sockets;
using Coffer.Domain.Reach;

namespace Coffer.Cloud.Aws;

/// <summary>
/// Where an endpoint that a manifest names may lead. What is checked is what is connected to, so a name that changes its address gains
/// nothing.
/// </summary>
internal sealed class ChosenAddress(ReachRules rules, Uri? apiServer)
{
    /// <summary>What keeps a VaultAuth of a namespace from a URL; null when nothing does.</summary>
    public string? Objection(string @namespace, Uri url) =>
        url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && IsLoopback(url))
            ? $"{ReachRules.Place(url)} would be called without TLS; write https://"
            : rules.Objection(@namespace, url, ReachSubject.StsEndpoint);

    /// <summary>The addresses that a host stands for and that may be connected to.</summary>
    /// <exception cref="RefusedAddressException">There are some, and none may be.</exception>
    public async Task<IPAddress[]> ResolveAsync(string @namespace, Uri url, CancellationToken cancellation)
    {
        var judged = new List<(IPAddress Address, string? Objection)>();
        foreach (var address in await LookUpAsync(url.IdnHost, cancellation))
        {
            judged.Add((address, await ObjectionAsync(@namespace, url, address, cancellation)));
        }

        var allowed = judged.Where(each => each.Objection is null).Select(each => each.Address).ToArray();
        return allowed.Length > 0 || judged.Count == 0 ? allowed : throw new RefusedAddressException(judged[0].Objection!);
    }

    /// <summary>What has no TLS never leaves this host, whatever its name leads to.</summary>
    private static bool IsLoopback(Uri url) =>
        url.IdnHost == "localhost" || (Addresses.Parse(url.IdnHost) is { } address && Addresses.KindOf(address) == AddressKind.Loopback);

    private async Task<string?> ObjectionAsync(string @namespace, Uri url, IPAddress address, CancellationToken cancellation)
    {
        if (url.Scheme == Uri.UriSchemeHttp && Addresses.KindOf(address) != AddressKind.Loopback)
        {
            return $"{url.IdnHost} would be called without TLS; write https://";
        }

        return rules.Objection(@namespace, url.IdnHost, address, url.Port, ReachSubject.StsEndpoint)
            ?? (@namespace != rules.OperatorNamespace && await IsApiServerAsync(address, url.Port, cancellation)
                ? $"{url.IdnHost} is the Kubernetes API server's own address"
                : null);
    }

    /// <summary>A name that can't be resolved here (a proxy may know it) stands for another address than the one at hand.</summary>
    private async Task<bool> IsApiServerAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        if (apiServer is null || apiServer.Port != port)
        {
            return false;
        }

        try
        {
            return (await LookUpAsync(apiServer.IdnHost, cancellation)).Any(own => Addresses.Plain(own).Equals(Addresses.Plain(address)));
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellation) =>
        IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
}
