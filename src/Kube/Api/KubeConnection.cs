using Coffer.Contracts.Ports;
using k8s;

namespace Coffer.Kube.Api;

/// <summary>
/// Address, TLS and credentials, from the named kubeconfig, the pod's ServiceAccount, or whatever kubectl would use. Requests share HTTP/2
/// connections; lists and watches have others, so that a burst of requests never holds up the reading of a watch.
/// </summary>
internal sealed class KubeConnection : IApiAddress, IDisposable
{
    /// <summary>
    /// What the API server may send of one answer before it is read, in bytes; as Go's own client has it. With .NET's 64 KiB, a burst of
    /// some fifty objects stops the server's sender, and after a moment the server ends the watch (its metric
    /// <c>apiserver_terminated_watchers_total</c>).
    /// </summary>
    private const int StreamWindow = 4 * 1024 * 1024;

    private readonly Kubernetes _client;
    private readonly Kubernetes _streams;

    public KubeConnection(KubeOptions options)
    {
        var configuration = Configuration(options);
        configuration.UserAgent = KubeOptions.FieldManager;
        configuration.FirstMessageHandlerSetup = handler => Tune(handler, options);
        _client = new Kubernetes(configuration);
        _streams = new Kubernetes(configuration);
    }

    /// <summary>For requests that are answered at once.</summary>
    public HttpClient Http => _client.HttpClient;

    /// <summary>For lists and watches.</summary>
    public HttpClient Streams => _streams.HttpClient;

    public Uri Address => _client.BaseUri;

    public Uri UriOf(ApiRequest request) =>
        new(_client.BaseUri, request.Query.Length == 0 ? request.Target.Path : $"{request.Target.Path}?{request.Query}");

    public Task AuthorizeAsync(HttpRequestMessage message, CancellationToken cancellation) =>
        _client.Credentials?.ProcessHttpRequestAsync(message, cancellation) ?? Task.CompletedTask;

    public void Dispose()
    {
        _client.Dispose();
        _streams.Dispose();
    }

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

    /// <summary>
    /// A silo's many watches and requests outgrow one connection's streams; a dead one shows by pings before a watch's own deadline.
    /// </summary>
    private static void Tune(SocketsHttpHandler handler, KubeOptions options)
    {
        handler.EnableMultipleHttp2Connections = true;
        handler.InitialHttp2StreamWindowSize = StreamWindow;
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.ConnectTimeout = options.RequestTimeout;
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        // .NET's own reading of the environment knows no networks in NO_PROXY.
        (handler.UseProxy, handler.Proxy) = (options.Proxy is not null, options.Proxy);
    }
}
