using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using k8s;

namespace Coffer.Tests.Support;

/// <summary>A Kubernetes API as kubectl would use it: objects in, objects out, as JSON.</summary>
internal sealed class KubeClient : IDisposable
{
    private readonly Kubernetes _client;

    public KubeClient(string kubeconfig)
    {
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig);
        Server = new Uri(configuration.Host);
        CaPem = string.Join('\n', configuration.SslCaCerts?.Select(ca => ca.ExportCertificatePem()) ?? []);
        _client = new Kubernetes(configuration);
    }

    /// <summary>Address of the API server.</summary>
    public Uri Server { get; }

    /// <summary>The kubeconfig's roots; empty when it names none.</summary>
    public string CaPem { get; }

    /// <summary>The object, or null when there is none.</summary>
    public async Task<JsonObject?> FindAsync(ObjectId id, CancellationToken cancellation)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, id.Path, null, null, cancellation);
        return status == HttpStatusCode.NotFound ? null : Checked(status, body, $"get {id}");
    }

    /// <summary>What the server answers at a path that is no object's, e.g. <c>openid/v1/jwks</c>.</summary>
    public async Task<JsonObject> GetAsync(string path, CancellationToken cancellation)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, path, null, null, cancellation);
        return Checked(status, body, $"get {path}");
    }

    /// <summary>What the server answers at a path that speaks no JSON, e.g. <c>metrics</c>.</summary>
    public async Task<string> TextAsync(string path, CancellationToken cancellation)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, path, null, null, cancellation);
        return status == HttpStatusCode.OK ? body : throw new InvalidOperationException($"get {path}: {(int)status} {Message(body)}");
    }

    /// <summary>Creates the object, or merges it into the one that is there.</summary>
    public async Task<JsonObject> ApplyAsync(JsonObject manifest, CancellationToken cancellation)
    {
        var id = ObjectId.Of(manifest);
        var (status, body) = await SendAsync(HttpMethod.Post, id.Collection, manifest, "application/json", cancellation);
        return status == HttpStatusCode.Conflict
            ? await MergeAsync(id, manifest, cancellation)
            : Checked(status, body, $"create {id}");
    }

    /// <summary>Creates and merges all documents of a YAML text, in order.</summary>
    public async Task ApplyYamlAsync(string yaml, CancellationToken cancellation)
    {
        foreach (var manifest in Yaml.Documents(yaml))
        {
            await ApplyAsync(manifest, cancellation);
        }
    }

    /// <summary>
    /// Puts the manifest in the place of the object that is there, as <c>kubectl replace</c> does: what it does not name is gone.
    /// </summary>
    public async Task<JsonObject> ReplaceAsync(JsonObject manifest, CancellationToken cancellation)
    {
        var id = ObjectId.Of(manifest);
        var (status, body) = await SendAsync(
            HttpMethod.Put, $"{id.Path}?fieldManager=kubectl-replace", manifest, "application/json", cancellation);
        return Checked(status, body, $"replace {id}");
    }

    public async Task<JsonObject> MergeAsync(ObjectId id, JsonObject patch, CancellationToken cancellation)
    {
        var (status, body) = await SendAsync(HttpMethod.Patch, id.Path, patch, "application/merge-patch+json", cancellation);
        return Checked(status, body, $"patch {id}");
    }

    /// <summary>Merges into the status, as a controller does.</summary>
    public async Task<JsonObject> MergeStatusAsync(ObjectId id, JsonObject status, CancellationToken cancellation)
    {
        var (code, body) = await SendAsync(
            HttpMethod.Patch, $"{id.Path}/status", new JsonObject { ["status"] = status }, "application/merge-patch+json", cancellation);
        return Checked(code, body, $"patch status of {id}");
    }

    /// <summary>Posts to a subresource, e.g. <c>token</c> of a ServiceAccount.</summary>
    public async Task<JsonObject> PostAsync(ObjectId id, string subresource, JsonObject content, CancellationToken cancellation)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, $"{id.Path}/{subresource}", content, "application/json", cancellation);
        return Checked(status, body, $"post {id}/{subresource}");
    }

    /// <summary>A token of a ServiceAccount for a day, good for the API server itself.</summary>
    public async Task<string> TokenAsync(ObjectId account, CancellationToken cancellation)
    {
        var request = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = 86400 },
        };
        var answer = await PostAsync(account, "token", request, cancellation);
        return (string)answer["status"]!["token"]!;
    }

    /// <summary>Deletes the object; one that is not there is fine.</summary>
    public async Task DeleteAsync(ObjectId id, CancellationToken cancellation)
    {
        var (status, body) = await SendAsync(HttpMethod.Delete, id.Path, null, null, cancellation);
        if (status != HttpStatusCode.NotFound)
        {
            Checked(status, body, $"delete {id}");
        }
    }

    /// <summary>All objects of the kind in the namespace.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(ObjectId any, CancellationToken cancellation)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, any.Collection, null, null, cancellation);
        var list = Checked(status, body, $"list {any.Collection}");
        return [.. list["items"]?.AsArray().OfType<JsonObject>() ?? []];
    }

    /// <summary>
    /// Events of a watch of the kind in the namespace: first what is there, then each change; ends when the server ends it.
    /// </summary>
    public async IAsyncEnumerable<JsonObject> WatchAsync(ObjectId any, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(_client.BaseUri, $"{any.Collection}?watch=true&timeoutSeconds=7200"));
        if (_client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, cancellation);
        }

        using var response = await _client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            yield return JsonNode.Parse(line)!.AsObject();
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(
        HttpMethod method, string path, JsonObject? content, string? type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(_client.BaseUri, path));
        if (content is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content.ToJsonString()));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type!);
        }

        if (_client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, cancellation);
        }

        using var response = await _client.HttpClient.SendAsync(request, cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
    }

    private static JsonObject Checked(HttpStatusCode status, string body, string what) => (int)status is >= 200 and < 300
        ? JsonNode.Parse(body)!.AsObject()
        : throw new InvalidOperationException($"{what}: {(int)status} {Message(body)}");

    private static string Message(string body)
    {
        try
        {
            return (string?)JsonNode.Parse(body)?["message"] ?? body;
        }
        catch (System.Text.Json.JsonException)
        {
            return body;
        }
    }
}
