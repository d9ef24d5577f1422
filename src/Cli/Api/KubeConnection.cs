using Coffer.Cli.CommandLine;
using k8s;
using k8s.Exceptions;

namespace Coffer.Cli.Api;

/// <summary>
/// Address, TLS and credentials as kubectl would take them: flags, KUBECONFIG, the home's kubeconfig, the pod's ServiceAccount.
/// </summary>
internal sealed class KubeConnection : IDisposable
{
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    private readonly Kubernetes _client;

    private KubeConnection(KubernetesClientConfiguration configuration)
    {
        configuration.UserAgent = "kubectl-coffer";
        configuration.HttpClientTimeout = RequestLimit;
        configuration.FirstMessageHandlerSetup = static handler => handler.ConnectTimeout = ConnectLimit;
        _client = new Kubernetes(configuration);
        Namespace = configuration.Namespace is { Length: > 0 } ns ? ns : "default";
    }

    /// <summary>Namespace of the context.</summary>
    public string Namespace { get; }

    /// <summary>Address of the API server.</summary>
    public Uri Address => _client.BaseUri;

    /// <summary>The client.</summary>
    public HttpClient Http => _client.HttpClient;

    /// <summary>Opens what the command line names, or what kubectl would use.</summary>
    /// <exception cref="CommandException">There is no kubeconfig, or it can't be used.</exception>
    public static KubeConnection Open(string? kubeconfig, string? context)
    {
        try
        {
            return new KubeConnection(Configuration(kubeconfig, context));
        }
        catch (Exception error) when (error is KubeConfigException or IOException or UnauthorizedAccessException or FormatException
            or YamlDotNet.Core.YamlException or System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            throw new CommandException($"the kubeconfig can't be used: {error.Message}");
        }
    }

    /// <summary>Puts the credentials on a request.</summary>
    public Task AuthorizeAsync(HttpRequestMessage message, CancellationToken cancellation) =>
        _client.Credentials?.ProcessHttpRequestAsync(message, cancellation) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static KubernetesClientConfiguration Configuration(string? kubeconfig, string? context)
    {
        var files = KubeconfigFiles.Named(kubeconfig);
        return files.Any(static file => file.Exists)
            ? KubernetesClientConfiguration.BuildConfigFromConfigObject(KubeconfigFiles.Merge(files), context)
            : kubeconfig is null && KubernetesClientConfiguration.IsInCluster()
                ? KubernetesClientConfiguration.InClusterConfig()
                : throw new CommandException(
                    $"there is no kubeconfig at {string.Join(" or ", files)}: name one with --kubeconfig or KUBECONFIG");
    }
}
