using Coffer.Silo.Options;
using Orleans.Configuration;

namespace Coffer.Silo.Hosting;

/// <summary>
/// Silos that find each other by a table in the Kubernetes API, which the adapters register. Other silos reach this
/// one at the pod's address.
/// </summary>
internal static class KubernetesClustering
{
    public static void AddKubernetesClustering(this ISiloBuilder silo, ClusterSettings settings)
    {
        silo.ConfigureEndpoints(settings.AdvertisedAddress, settings.SiloPort, gatewayPort: 0);
        silo.Configure<SiloOptions>(self => self.SiloName = settings.SiloName);
    }
}
