using System.Net;
using System.Net.Sockets;
using Coffer.Contracts.Vault;
using Coffer.Domain.Reach;

namespace Coffer.Vault.Links;

/// <summary>
/// Where one VaultConnection may lead: by its URLs before a request is sent, and by the addresses themselves when a connection is made.
/// What is checked is what is connected to, so a name that changes its address between the two gains nothing.
/// </summary>
internal sealed class Reach(VaultEndpoint endpoint, VaultOptions options, Uri? apiServer)
{
    private readonly string _namespace = endpoint.Connection.Namespace;
    private readonly RedirectRules _redirects = new(
        endpoint.Address, [.. endpoint.RedirectHosts.Select(HostPattern.Parse).OfType<HostPattern>()]);

    /// <summary>What keeps requests from the connection's own address; null when nothing does.</summary>
    public string? Problem() =>
        options.Reach.Objection(_namespace, endpoint.Address) is { } objection ? $"spec.address: {objection}" : null;

    /// <summary>What keeps a redirect from being followed; null when nothing does.</summary>
    public string? Objection(Uri from, Uri to) =>
        _redirects.Objection(from, to) ?? (options.Reach.Objection(_namespace, to) is { } objection ? $"refused: {objection}" : null);

    /// <summary>The addresses that a host stands for and that may be connected to.</summary>
    /// <exception cref="RefusedAddressException">There are some, and none may be.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, int port, CancellationToken cancellation)
    {
        var all = await LookUpAsync(host, cancellation);
        List<IPAddress> allowed = [];
        string? objection = null;
        foreach (var address in all)
        {
            if (await ObjectionAsync(host, address, port, cancellation) is { } found)
            {
                objection ??= found;
            }
            else
            {
                allowed.Add(address);
            }
        }

        return allowed.Count > 0 || objection is null ? [.. allowed] : throw new RefusedAddressException(objection);
    }

    private async Task<string?> ObjectionAsync(string host, IPAddress address, int port, CancellationToken cancellation)
    {
        var isChosen = _redirects.IsChosen(host, address, port);
        if (isChosen && _namespace == options.Reach.OperatorNamespace)
        {
            return null;
        }

        return options.Reach.Objection(_namespace, host, address, port)
            ?? (isChosen ? null : options.Reach.Objection(host, address))
            ?? (await IsApiServerAsync(address, port, cancellation)
                ? $"{host} is the Kubernetes API server's own address, where no VaultConnection may lead"
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
