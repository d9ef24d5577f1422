using Coffer.EndToEnd.Tests.Harness;

namespace Coffer.Chaos.Tests.Network;

/// <summary>
/// Where a silo runs, like a pod's network: an address of its own, and ways to the servers and to the other silos that can be cut.
/// </summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Launch">How a process gets there.</param>
/// <param name="Kubeconfig">Leads through <paramref name="Api"/>.</param>
/// <param name="Api">The way to the API server.</param>
/// <param name="Vault">The way to Vault; null when it is direct.</param>
/// <param name="Link">The host's end of the way to the other silos; null when there is none of its own.</param>
internal sealed record Seat(int Number, Launch Launch, string Kubeconfig, Forwarder Api, Forwarder? Vault, string? Link)
{
    public void CutFromSilos() => SiloNetwork.Ip($"link set {Link} down");

    public void JoinSilos() => SiloNetwork.Ip($"link set {Link} up");
}
