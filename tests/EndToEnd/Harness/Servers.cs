using System.Reflection;
using Coffer.Embedded.Kubernetes;
using Coffer.Embedded.Vault;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Harness;

/// <summary>
/// A Kubernetes API and a Vault: those that the environment names (COFFER_TEST_KUBECONFIG, COFFER_TEST_VAULT_ADDR,
/// COFFER_TEST_VAULT_TOKEN), else embedded ones. Tests can't tell which. CRDs that the API server lacks are installed. Where Vault does not
/// reach the API server at the kubeconfig's address, COFFER_TEST_VAULT_KUBERNETES_HOST says at which.
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    internal const string KubernetesHostVariable = "COFFER_TEST_VAULT_KUBERNETES_HOST";

    internal static readonly string Crds = Path.Combine(RepositoryRoot(), "helm", "coffer", "crds");

    private readonly string _kubeconfigVariable;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coffer-e2e-");
    private EmbeddedKubernetes? _kubernetes;
    private EmbeddedVault? _vault;

    public Servers() => _kubeconfigVariable = "COFFER_TEST_KUBECONFIG";

    private Servers(string kubeconfigVariable) => (_kubeconfigVariable, KubernetesHost) = (kubeconfigVariable, null);

    internal string Kubeconfig { get; private set; } = "";

    internal Uri VaultAddress { get; private set; } = new("http://127.0.0.1");

    internal string VaultToken { get; private set; } = "";

    /// <summary>Where the Vault reaches the API server; null for the kubeconfig's address.</summary>
    internal string? KubernetesHost { get; } = Given(KubernetesHostVariable);

    /// <summary>The API server, when it is the embedded one.</summary>
    internal EmbeddedKubernetes? EmbeddedKubernetes => _kubernetes;

    /// <summary>The Vault, when it is the embedded one.</summary>
    internal EmbeddedVault? EmbeddedVault => _vault;

    /// <summary>
    /// For a test that ruins the API server for others: the one that COFFER_TEST_SPARE_KUBECONFIG names, else an embedded one of its own.
    /// </summary>
    internal static Servers Spare() => new("COFFER_TEST_SPARE_KUBECONFIG");

    public async Task InitializeAsync()
    {
        if (Given(_kubeconfigVariable) is { } kubeconfig)
        {
            Kubeconfig = kubeconfig;
            using var kube = new KubeClient(kubeconfig);
            await Definitions.InstallAsync(kube, Crds);
        }
        else
        {
            _kubernetes = await EmbeddedKubernetes.StartAsync(
                new EmbeddedKubernetesOptions { CrdFolders = [Crds] }, CancellationToken.None);
            Kubeconfig = Path.Combine(_folder.FullName, "kubeconfig");
            _kubernetes.WriteKubeconfig(Kubeconfig);
        }

        if (Given("COFFER_TEST_VAULT_ADDR") is { } address)
        {
            VaultAddress = new Uri(address);
            VaultToken = Given("COFFER_TEST_VAULT_TOKEN")
                ?? throw new InvalidOperationException("COFFER_TEST_VAULT_ADDR needs COFFER_TEST_VAULT_TOKEN.");
        }
        else
        {
            _vault = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions(), CancellationToken.None);
            (VaultAddress, VaultToken) = (_vault.Address, _vault.RootToken);
        }
    }

    public async Task DisposeAsync()
    {
        await (_vault?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_kubernetes?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Delete(recursive: true);
    }

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    internal static string RepositoryRoot() => typeof(Servers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;
}
