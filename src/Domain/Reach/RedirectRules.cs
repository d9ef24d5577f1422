using System.Net;

namespace Coffer.Domain.Reach;

/// <summary>
/// Which redirects of a Vault are followed, with the token. A standby sends clients to the active node, under the same path; a server that
/// sends them elsewhere has the operator ask others in its name and reads the answer from a Secret.
/// </summary>
/// <param name="Address">Address of the VaultConnection.</param>
/// <param name="Hosts">Its <c>spec.redirectHosts</c>.</param>
public sealed record RedirectRules(Uri Address, IReadOnlyList<HostPattern> Hosts)
{
    /// <summary>What keeps a redirect from being followed, as far as the URLs alone tell; null when nothing does.</summary>
    /// <param name="from">Where the request went.</param>
    /// <param name="to">Where it was sent on to.</param>
    public string? Objection(Uri from, Uri to)
    {
        if (from.Scheme == "https" && to.Scheme == "http")
        {
            return $"from https to http://{to.Authority} refused; give that node an https api_addr";
        }

        if (!IsSamePlace(from, to))
        {
            return $"to another path of {to.Authority} refused: the nodes of a Vault are asked for the same path "
                + "and query. Correct spec.address";
        }

        return SameHost(to) || Hosts.Any(pattern => pattern.Covers(to.IdnHost, to.Port))
            ? null
            : $"to {to.Scheme}://{to.Authority} refused: if that is a node of the same Vault, add {ReachRules.Place(to)} to "
                + "spec.redirectHosts of the VaultConnection, "
                + "or let standbys forward requests";
    }

    /// <summary>
    /// Whether a connection goes to what the VaultConnection itself spells: the address, or an IP address that <c>redirectHosts</c> names.
    /// </summary>
    public bool IsChosen(string host, IPAddress address, int port) =>
        (IsHost(host) && port == Address.Port) || (Addresses.Parse(host) is not null && Hosts.Any(pattern => pattern.Names(address, port)));

    /// <summary>What keeps a redirect from an address of a kind that its host stands for; null when nothing does.</summary>
    public static string? Objection(string host, AddressKind kind) => kind switch
    {
        AddressKind.Loopback => ToOwn(host, "a loopback address"),
        AddressKind.OwnPod => ToOwn(host, "an address of the operator's own pod"),
        AddressKind.LinkLocal => $"the redirect leads to {host}, a link-local address or a cloud's metadata service",
        _ => null,
    };

    private static string ToOwn(string host, string what) =>
        $"the redirect leads to {host}, {what}; name that address itself in spec.redirectHosts of the VaultConnection if "
        + "it is a node of the same Vault";

    private bool SameHost(Uri to) => IsHost(to.IdnHost);

    private bool IsHost(string host) => string.Equals(host.TrimEnd('.'), Address.IdnHost.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    /// <summary>A Vault behind a path of a proxy does not know of that path.</summary>
    private bool IsSamePlace(Uri from, Uri to)
    {
        var root = Address.AbsolutePath.TrimEnd('/');
        return to.PathAndQuery == from.PathAndQuery
            || (from.AbsolutePath.StartsWith(root + "/", StringComparison.Ordinal) && to.PathAndQuery == from.PathAndQuery[root.Length..]);
    }
}
