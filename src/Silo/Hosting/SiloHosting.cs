using System.Net;
using Coffer.Silo.Clustering;
using Coffer.Silo.Options;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace Coffer.Silo.Hosting;

/// <summary>The Orleans silo: membership, directory, dashboard. No gateway: nobody outside of the cluster of silos calls a grain.</summary>
internal static class SiloHosting
{
    private const string Name = "coffer";

    /// <summary>
    /// Where a grain is that was called lately. Orleans would keep a million, in 9 MB set aside at once; a secret is called when something
    /// happened to it, which is seldom, and then its directory is asked.
    /// </summary>
    private const int CachedPlaces = 1_000;

    public static void AddSilo(this WebApplicationBuilder builder, CofferOptions options) => builder.UseOrleans(silo =>
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (AdapterHosting.ClusterName(options), Name));
        silo.AddClustering(options.Cluster);
        silo.AddMutualTls(options);
        silo.Services.AddSiloEnd();
        if (TraceHosting.IsWanted(builder.Configuration))
        {
            silo.AddActivityPropagation();
        }

        silo.AddDistributedGrainDirectory();
        silo.Configure<GrainDirectoryOptions>(directory => (directory.RangeLeaseDuration, directory.CacheSize) =
            (TimeSpan.Zero, CachedPlaces));
        if (options.Http.Dashboard)
        {
            silo.AddDashboard(dashboard => dashboard.HideTrace = true);
        }
    });

    /// <summary>The seam for other ways to find each other: each mode sets the endpoints and registers a membership table.</summary>
    private static void AddClustering(this ISiloBuilder silo, ClusterSettings settings)
    {
        switch (settings.Mode)
        {
            case ClusteringMode.Localhost:
                silo.UseLocalhostClustering(
                    settings.SiloPort, gatewayPort: 0, new IPEndPoint(IPAddress.Loopback, settings.PrimarySiloPort), serviceId: Name,
                    clusterId: Name);
                break;
            case ClusteringMode.Kubernetes:
                silo.AddKubernetesClustering(settings);
                break;
            default:
                throw new InvalidOperationException($"No clustering for {settings.Mode}.");
        }

        silo.Configure<ClusterMembershipOptions>(Tune);
    }

    /// <summary>
    /// A killed silo is out after about 3 s and a frozen one after about 10 s, measured with three processes; the defaults take 60 s.
    /// </summary>
    private static void Tune(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(2);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(3);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(30);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
        membership.NumMissedTableIAmAliveLimit = 2;
        membership.DefunctSiloExpiration = TimeSpan.FromMinutes(10);
        membership.DefunctSiloMinimumRetention = TimeSpan.FromMinutes(10);
    }
}
