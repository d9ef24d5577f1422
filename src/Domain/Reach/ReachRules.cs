using System.Net;

namespace Coffer.Domain.Reach;

/// <summary>
/// Where VaultConnections may lead. Whoever may write one chooses an address that the operator calls from its own place in the network, so
/// one outside of the operator's namespace is held to the operator's list, and never leads to link-local addresses or to the API server. A
/// redirect is chosen by a server: it is held to more.
/// </summary>
public sealed record ReachRules
{
    /// <summary>The setting that messages name.</summary>
    public const string Option = "--vault-addresses (COFFER_VAULT_ADDRESSES)";

    /// <summary>Namespace of the operator: VaultConnections in it may lead anywhere.</summary>
    public string OperatorNamespace { get; init; } = "default";

    /// <summary>Hosts that all others may lead to; null for all.</summary>
    public IReadOnlyList<HostPattern>? Allowed { get; init; }

    /// <summary>
    /// Whether loopback addresses may be named by anybody: true on a developer's machine, false in a pod, where
    /// they are the operator's own.
    /// </summary>
    public bool Loopback { get; init; } = true;

    /// <summary>
    /// The pod's own addresses, at which the operator's ports answer like at loopback ones, past every network
    /// policy. Empty outside of a pod.
    /// </summary>
    public IReadOnlyList<IPAddress> Own { get; init; } = [];

    /// <summary>What keeps a VaultConnection of a namespace from a URL, as far as the URL alone tells; null when nothing does.</summary>
    public string? Objection(string @namespace, Uri url) => Objection(@namespace, url, ReachSubject.VaultConnection);

    /// <summary>What keeps an object of a namespace from a URL, as far as the URL alone tells; null when nothing does.</summary>
    public string? Objection(string @namespace, Uri url, ReachSubject subject)
    {
        if (@namespace == OperatorNamespace)
        {
            return null;
        }

        if (Allowed is { } allowed && !allowed.Any(pattern => pattern.Covers(url.IdnHost, url.Port)))
        {
            return $"{Place(url)} is not among the addresses that {Option} allows to {subject.Kind}s outside of "
                + $"namespace {OperatorNamespace}; "
                + $"have it added there, or use a {subject.Kind} of namespace {OperatorNamespace}";
        }

        return Addresses.Parse(url.IdnHost) is { } literal ? Objection(@namespace, url.IdnHost, literal, url.Port, subject) : null;
    }

    /// <summary>What keeps a VaultConnection of a namespace from an address that a host stands for; null when nothing does.</summary>
    public string? Objection(string @namespace, string host, IPAddress address, int port) =>
        Objection(@namespace, host, address, port, ReachSubject.VaultConnection);

    /// <summary>What keeps an object of a namespace from an address that a host stands for; null when nothing does.</summary>
    public string? Objection(string @namespace, string host, IPAddress address, int port, ReachSubject subject) =>
        @namespace == OperatorNamespace ? null : KindOf(address) switch
        {
            AddressKind.LinkLocal => $"{host} is a link-local address or a cloud's metadata service, which no {subject.Kind} outside of "
                + $"namespace {OperatorNamespace} may use",
            AddressKind.Loopback when !Loopback && Allowed?.Any(pattern => pattern.Names(address, port)) != true =>
                $"{host} is a loopback address, which in a pod is the operator's own; name {subject.Instead}, or have {Option} "
                + $"name {Addresses.Plain(address)}",
            AddressKind.OwnPod when Allowed?.Any(pattern => pattern.Names(address, port)) != true =>
                $"{host} is an address of the operator's own pod; name {subject.Instead}, or have {Option} "
                + $"name {Addresses.Plain(address)}",
            _ => null,
        };

    /// <summary>What keeps a redirect from an address that its host stands for, in any namespace; null when nothing does.</summary>
    public string? Objection(string host, IPAddress address) => RedirectRules.Objection(host, KindOf(address));

    private AddressKind KindOf(IPAddress address) =>
        Own.Contains(Addresses.Plain(address)) ? AddressKind.OwnPod : Addresses.KindOf(address);

    /// <summary>Host and port, as a list of hosts names them.</summary>
    public static string Place(Uri url) => $"{(url.HostNameType == UriHostNameType.IPv6 ? $"[{url.IdnHost}]" : url.IdnHost)}:{url.Port}";
}
