using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes;

namespace Coffer.Embedded.Tests.Kubernetes;

/// <summary>A fresh server with one custom kind, and a client that trusts exactly its certificate authority.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    public const string Widgets = "/apis/test.coffer.dev/v1/namespaces/app/widgets";

    private const string WidgetDefinition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.test.coffer.dev}
        spec:
          group: test.coffer.dev
          names: {kind: Widget, plural: widgets, singular: widget, shortNames: [wd]}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}}
            selectableFields: [{jsonPath: .spec.type}]
            additionalPrinterColumns:
            - {name: Path, type: string, jsonPath: .spec.path}
            - {name: Changed, type: date, jsonPath: .status.changed}
            - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
            schema:
              openAPIV3Schema:
                type: object
                required: [spec]
                properties:
                  spec:
                    type: object
                    required: [path]
                    properties:
                      path: {type: string}
                      type: {type: string, enum: [kv-v1, kv-v2]}
                      refreshAfter: {type: string, pattern: '^([0-9]+(\.[0-9]+)?(s|m|h))$'}
                      size: {type: integer, minimum: 1}
                      hmac: {type: boolean, default: true}
                      headers: {type: object, additionalProperties: {type: string}}
                  status:
                    type: object
                    properties:
                      last: {type: integer}
                      conditions: {type: array, items: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """;

    private readonly HttpClientHandler _handler;

    private TestCluster(EmbeddedKubernetes server)
    {
        Server = server;
        var authority = X509Certificate2.CreateFromPem(server.CertificateAuthorityPem);
        _handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, chain, _) =>
            {
                chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.Add(authority);
                chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                return chain.Build(certificate!);
            },
        };
        Http = new HttpClient(_handler) { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(90) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.AdminToken);
        Http.DefaultRequestHeaders.UserAgent.ParseAdd("tester/1.0");
    }

    public EmbeddedKubernetes Server { get; }

    public HttpClient Http { get; }

    public static async Task<TestCluster> StartAsync(EmbeddedKubernetesOptions? options = null)
    {
        var server = await EmbeddedKubernetes.StartAsync(
            (options ?? new EmbeddedKubernetesOptions()) with { Manifests = [WidgetDefinition, .. options?.Manifests ?? []] },
            CancellationToken.None);
        var cluster = new TestCluster(server);
        await cluster.CreateAsync("/api/v1/namespaces", """{"metadata":{"name":"app"}}""");
        return cluster;
    }

    public static string Widget(string name, string spec = """{"path":"p"}""", string metadata = "") =>
        $$"""{"apiVersion":"test.coffer.dev/v1","kind":"Widget","metadata":{"name":"{{name}}"{{metadata}}},"spec":{{spec}}}""";

    public static string Secret(string name, string data = """{"a":"YQ=="}""", string more = "", string metadata = "") =>
        $$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"{{name}}"{{metadata}}},"data":{{data}}{{more}}}""";

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? body = null, string type = "application/json", string? accept = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var warning = response.Headers.NonValidated.TryGetValues("Warning", out var warnings) ? string.Join("|", warnings) : null;
        return new Answer((int)response.StatusCode, text, warning);
    }

    public Task<Answer> GetAsync(string path, string? accept = null) => SendAsync(HttpMethod.Get, path, accept: accept);

    public Task<Answer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> DeleteAsync(string path, string? body = null) => SendAsync(HttpMethod.Delete, path, body);

    public Task<Answer> MergeAsync(string path, string body) => SendAsync(HttpMethod.Patch, path, body, "application/merge-patch+json");

    public Task<Answer> JsonPatchAsync(string path, string body) => SendAsync(HttpMethod.Patch, path, body, "application/json-patch+json");

    public Task<Answer> StrategicAsync(string path, string body) =>
        SendAsync(HttpMethod.Patch, path, body, "application/strategic-merge-patch+json");

    public Task<Answer> ApplyAsync(string path, string body, string manager = "coffer", bool force = false) =>
        SendAsync(HttpMethod.Patch, $"{path}?fieldManager={manager}{(force ? "&force=true" : "")}", body, "application/apply-patch+yaml");

    /// <summary>A create that must work.</summary>
    public async Task<JsonNode> CreateAsync(string path, string body)
    {
        var answer = await PostAsync(path, body);
        Assert.True(answer.Code == 201, answer.Text);
        return answer.Json;
    }

    /// <summary>Asks again until the answer is right; fails after a long time with the last one.</summary>
    public async Task<Answer> EventuallyAsync(string path, Func<Answer, bool> isRight)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            var answer = await GetAsync(path);
            if (isRight(answer))
            {
                return answer;
            }

            Assert.False(deadline.IsCancellationRequested, $"{path} still answers {answer.Code} {answer.Text}");
            await Task.Yield();
        }
    }

    public async Task<WatchReader> WatchAsync(string pathAndQuery)
    {
        var response = await Http.GetAsync(pathAndQuery, HttpCompletionOption.ResponseHeadersRead);
        return new WatchReader(response);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _handler.Dispose();
        await Server.DisposeAsync();
    }
}
