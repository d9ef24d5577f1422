using Coffer.Cloud;
using Coffer.Domain.Reach;
using Coffer.Kube;
using Coffer.Silo.Options;
using Coffer.Vault;

namespace Coffer.Silo.Hosting;

/// <summary>The adapters to Kubernetes and to Vault: the ports' implementations.</summary>
internal static class AdapterHosting
{
    public static IServiceCollection AddAdapters(this IServiceCollection services, CofferOptions options, Func<int> silos)
    {
        var proxy = options.Proxies is { } rules ? new OutboundProxy(rules) : null;
        services.AddKube(Kube(options) with { Silos = silos, Proxy = proxy });
        services.AddVault(Vault(options) with { Proxy = proxy });
        services.AddCloud(Cloud(options) with { Proxy = proxy });
        services.AddSingleton<ProxyNotice>();
        return options.Cluster.Mode == ClusteringMode.Kubernetes ? services.AddKubeMembership() : services;
    }

    private static CloudOptions Cloud(CofferOptions options) => new()
    {
        Reach = Reach(options),
        Variable = Environment.GetEnvironmentVariable,
        GcpSts = options.Gcp.Sts,
        GcpIam = options.Gcp.Iam,
        GcpMetadata = options.Gcp.Metadata,
    };

    private static VaultOptions Vault(CofferOptions options) => new()
    {
        Concurrency = options.Vault.Requests,
        TryTimeout = options.Vault.Timeout,
        MaxReadBytes = options.Vault.AnswerBytes,
        AnswerBytesInFlight = options.Vault.MemoryBytes,
        Reach = Reach(options),
    };

    public static ReachRules Reach(CofferOptions options) => options.Vault.Reach(
        Kube(options).FindNamespace(), options.Vault.Loopback ? [] : OwnAddresses.Find(options.Cluster.AdvertisedAddress));

    /// <summary>
    /// Name by which silos know their own: an address may pass from one namespace's silo to another's, and those must not talk.
    /// </summary>
    public static string ClusterName(CofferOptions options) => $"{Kube(options).FindNamespace()}/{options.Cluster.Id}";

    public static KubeOptions Kube(CofferOptions options) => new()
    {
        Kubeconfig = options.Kubernetes.Kubeconfig,
        Context = options.Kubernetes.Context,
        Namespace = options.Kubernetes.OperatorNamespace,
        ClusterId = options.Cluster.Id,
        Instance = options.Cluster.SiloName,
        FilesFrom = options.FilesFrom,
        MaxRequestsInFlight = options.Kubernetes.Requests,
        MaxRequestsOfNamespace = Math.Max(1, options.Kubernetes.Requests / 2),
    };
}
