using Coffer.Contracts.Ports;
using k8s;

namespace Coffer.Kube.Api;

/// <summary>Address, TLS and credentials, from the named kubeconfig, the pod's ServiceAccount, or whatever kubectl would use. All requests of a silo share its HTTP/2 connections.</summary>
internal sealed class KubeConnection : IApiAddress, IDisposable
{
    private readonly Kubernetes _client;

    public KubeConnection(KubeOptions options)
    {
        var configuration = Configuration(options);
        configuration.UserAgent = KubeOptions.FieldManager;
        configuration.FirstMessageHandlerSetup = handler => Tune(handler, options);
        _client = new Kubernetes(configuration);
        Http = _client.HttpClient;
    }

    public HttpClient Http { get; }

    public Uri Address => _client.BaseUri;

    public Uri UriOf(ApiRequest request) =>
        new(_client.BaseUri, request.Query.Length == 0 ? request.Target.Path : $"{request.Target.Path}?{request.Query}");

    public Task AuthorizeAsync(HttpRequestMessage message, CancellationToken cancellation) =>
        _client.Credentials?.ProcessHttpRequestAsync(message, cancellation) ?? Task.CompletedTask;

    public void Dispose() => _client.Dispose();

    private static KubernetesClientConfiguration Configuration(KubeOptions options)
    {
        if (options.Kubeconfig is { } path)
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigFile(path, options.Context);
        }

        return KubernetesClientConfiguration.IsInCluster()
            ? KubernetesClientConfiguration.InClusterConfig()
            : KubernetesClientConfiguration.BuildDefaultConfig();
    }

    /// <summary>A silo's many watches and requests outgrow one connection's streams; a dead one shows by pings before a watch's own deadline.</summary>
    private static void Tune(SocketsHttpHandler handler, KubeOptions options)
    {
        handler.EnableMultipleHttp2Connections = true;
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.ConnectTimeout = options.RequestTimeout;
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
    }
}
