using System.Net;

namespace Coffer.Silo.Options;

/// <summary>How silos find each other.</summary>
/// <param name="Mode">The way.</param>
/// <param name="SiloPort">Port for traffic between silos.</param>
/// <param name="PrimarySiloPort">Silo port of the first silo on this host, in localhost mode.</param>
internal sealed record ClusterSettings(ClusteringMode Mode, int SiloPort, int PrimarySiloPort)
{
    /// <summary>Tells operators apart that share a namespace.</summary>
    public required string Id { get; init; }

    /// <summary>Address at which other silos reach this one.</summary>
    public required IPAddress AdvertisedAddress { get; init; }

    /// <summary>Name of this silo, normally the pod's.</summary>
    public required string SiloName { get; init; }
}
