using Coffer.Contracts.Ports;
using Coffer.Kube.Access;
using Coffer.Kube.Api;
using Coffer.Kube.ClusterTrust;
using Coffer.Kube.Events;
using Coffer.Kube.Files;
using Coffer.Kube.Heartbeat;
using Coffer.Kube.Journal;
using Coffer.Kube.Keys;
using Coffer.Kube.Membership;
using Coffer.Kube.Schemas;
using Coffer.Kube.Secrets;
using Coffer.Kube.Tokens;
using Coffer.Kube.Watching;
using Coffer.Kube.Workloads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coffer.Kube;

/// <summary>Registers the Kubernetes side.</summary>
public static class KubeServices
{
    /// <summary>
    /// Registers every Kubernetes port over one connection per silo. Takes a registered <see cref="TimeProvider"/>, else the system's. The
    /// container must be disposed asynchronously.
    /// </summary>
    public static IServiceCollection AddKube(this IServiceCollection services, KubeOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(OperatorNamespace.Resolve(options));
        services.AddSingleton(new Jitter(Random.Shared.NextDouble));
        services.AddSingleton<KubeMetrics>();
        services.AddSingleton<ApiHealth>();
        services.AddSingleton<IApiHealth>(static provider => provider.GetRequiredService<ApiHealth>());
        services.AddSingleton<ApiPauses>();
        services.AddSingleton<KubeConnection>();
        services.AddSingleton<IApiAddress>(static provider => provider.GetRequiredService<KubeConnection>());
        services.AddSingleton<IApiServer, ApiServer>();
        services.AddSingleton<IStatusJournal, StatusJournal>();
        services.AddSingleton<ISecretWriter, SecretWriter>();
        services.AddSingleton<ISecretReader, SecretReader>();
        services.AddSingleton<IResourceWatch, ResourceWatch>();
        services.AddSingleton<ITokenRequests, TokenRequests>();
        services.AddSingleton<IServiceAccounts, ServiceAccounts>();
        services.AddSingleton<IAccessReviews, AccessReviews>();
        services.AddSingleton<IWorkloads, WorkloadRestarts>();
        services.AddSingleton<IEventRecorder, EventRecorder>();
        services.AddSingleton<IDigestKey, DigestKey>();
        services.AddSingleton<ILocalFiles, LocalFiles>();
        services.AddSingleton<IClusterAuthority, AuthoritySecret>();
        services.AddSingleton<IHeartbeat, LeaseHeartbeat>();
        services.AddSingleton<IServedSchemas, ServedSchemas>();
        return services;
    }

    /// <summary>
    /// After <see cref="AddKube"/>: silos find each other by a table in the operator's namespace, and the table's signs of life are
    /// the operator's heartbeat.
    /// </summary>
    public static IServiceCollection AddKubeMembership(this IServiceCollection services) => services.AddMembershipTable();
}
