using System.Net;
using System.Net.Http.Headers;
using k8s;

namespace Coffer.Bench.Load;

/// <summary>Writes to the API server with as little work of its own as it can, for it shares the machine with what is measured.</summary>
internal sealed class LoadClient(string kubeconfig) : IDisposable
{
    private const string StaticSecrets = $"apis/secrets.hashicorp.com/v1beta1/namespaces/{ObjectText.Namespace}/vaultstaticsecrets";
    private const string Deployments = $"apis/apps/v1/namespaces/{ObjectText.Namespace}/deployments";
    private const string Secrets = $"api/v1/namespaces/{ObjectText.Namespace}/secrets";

    /// <summary>
    /// Bytes that the server may send of one answer before it is read: a real one ends the watch of a reader that seems slow to it.
    /// </summary>
    private const int StreamWindow = 16 * 1024 * 1024;

    private readonly Kubernetes _server = Connect(kubeconfig);

    public Task CreateStaticSecretAsync(byte[] manifest, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, StaticSecrets, manifest, "application/json", cancellation);

    public Task CreateDeploymentAsync(byte[] manifest, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, Deployments, manifest, "application/json", cancellation);

    public Task PatchStaticSecretAsync(string name, byte[] patch, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Patch, $"{StaticSecrets}/{name}", patch, "application/merge-patch+json", cancellation);

    public Task DeleteStaticSecretAsync(string name, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Delete, $"{StaticSecrets}/{name}", null, "application/json", cancellation);

    /// <summary>Watches the Secrets' metadata from this resourceVersion on; null for what is there, and then each change.</summary>
    public async Task<StreamReader> WatchSecretsAsync(string? version, CancellationToken cancellation)
    {
        var from = version is null ? "" : $"&resourceVersion={version}";
        using var request = await RequestAsync(HttpMethod.Get, $"{Secrets}?watch=true&timeoutSeconds=7200{from}", cancellation);
        request.Headers.Accept.ParseAdd("application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io");
        var response = await _server.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation));
    }

    public void Dispose() => _server.Dispose();

    private static Kubernetes Connect(string kubeconfig)
    {
        var server = KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig);
        server.FirstMessageHandlerSetup = handler => handler.InitialHttp2StreamWindowSize = StreamWindow;
        return new Kubernetes(server);
    }

    private async Task SendAsync(HttpMethod method, string path, byte[]? body, string type, CancellationToken cancellation)
    {
        using var request = await RequestAsync(method, path, cancellation);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        using var response = await _server.HttpClient.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellation)}");
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpMethod method, string path, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(method, new Uri(_server.BaseUri, path)) { Version = HttpVersion.Version20 };
        if (_server.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, cancellation);
        }

        return request;
    }
}
