using Coffer.Silo.Options;

namespace Coffer.Silo.Heartbeat;

/// <summary>
/// Registers the heartbeat's loop where there is need of one: a table of silos in the Kubernetes API has their signs of life in it.
/// </summary>
internal static class HeartbeatHosting
{
    public static IServiceCollection AddHeartbeat(this IServiceCollection services, ClusteringMode mode) =>
        mode == ClusteringMode.Kubernetes ? services : services.AddHostedService<HeartbeatService>();
}
