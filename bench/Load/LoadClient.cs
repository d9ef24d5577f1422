using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Coffer.Bench.Serving;

namespace Coffer.Bench.Load;

/// <summary>Writes to the API server with as little work of its own as it can, for it shares the machine with what is measured.</summary>
internal sealed class LoadClient : IDisposable
{
    private const string StaticSecrets = $"apis/secrets.hashicorp.com/v1beta1/namespaces/{ObjectText.Namespace}/vaultstaticsecrets";
    private const string Deployments = $"apis/apps/v1/namespaces/{ObjectText.Namespace}/deployments";
    private const string Secrets = $"api/v1/namespaces/{ObjectText.Namespace}/secrets";

    private readonly HttpClient _http;

    public LoadClient(ServerAddresses servers)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPem(servers.KubernetesCa);
        _http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } })
        {
            BaseAddress = servers.Kubernetes,
            DefaultRequestVersion = HttpVersion.Version20,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", servers.KubernetesToken);
    }

    public Task CreateStaticSecretAsync(byte[] manifest, CancellationToken cancellation) => SendAsync(HttpMethod.Post, StaticSecrets, manifest, "application/json", cancellation);

    public Task CreateDeploymentAsync(byte[] manifest, CancellationToken cancellation) => SendAsync(HttpMethod.Post, Deployments, manifest, "application/json", cancellation);

    public Task PatchStaticSecretAsync(string name, byte[] patch, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Patch, $"{StaticSecrets}/{name}", patch, "application/merge-patch+json", cancellation);

    public Task DeleteStaticSecretAsync(string name, CancellationToken cancellation) => SendAsync(HttpMethod.Delete, $"{StaticSecrets}/{name}", null, "application/json", cancellation);

    /// <summary>Watches the Secrets' metadata from now on.</summary>
    public async Task<StreamReader> WatchSecretsAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Secrets}?watch=true") { Version = HttpVersion.Version20 };
        request.Headers.Accept.ParseAdd("application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io");
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation));
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(HttpMethod method, string path, byte[]? body, string type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20 };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        using var response = await _http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellation)}");
        }
    }
}
