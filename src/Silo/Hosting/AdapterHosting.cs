using Coffer.Kube;
using Coffer.Silo.Options;
using Coffer.Vault;

namespace Coffer.Silo.Hosting;

/// <summary>The adapters to Kubernetes and to Vault: the ports' implementations.</summary>
internal static class AdapterHosting
{
    public static IServiceCollection AddAdapters(this IServiceCollection services, CofferOptions options, Func<int> silos) => services
        .AddKube(Kube(options.Kubernetes) with { Silos = silos })
        .AddVault(new VaultOptions { Concurrency = options.Vault.Requests, TryTimeout = options.Vault.Timeout });

    public static KubeOptions Kube(KubernetesSettings settings) => new()
    {
        Kubeconfig = settings.Kubeconfig,
        Context = settings.Context,
        Namespace = settings.OperatorNamespace,
        MaxRequestsInFlight = settings.Requests,
    };
}
