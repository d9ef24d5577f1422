using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault;

namespace Coffer.Embedded.Tests.Vault;

/// <summary>A bare HTTP client for one server; answers keep status, headers and text.</summary>
internal sealed class VaultClient : IDisposable
{
    private readonly HttpClient _http;

    public VaultClient(Uri address, string? token, string? home = null, SocketsHttpHandler? handler = null)
    {
        handler ??= new SocketsHttpHandler();
        handler.AllowAutoRedirect = false;
        _http = new HttpClient(handler) { BaseAddress = new Uri(address, "/v1/") };
        if (token is not null)
        {
            _http.DefaultRequestHeaders.Add("X-Vault-Token", token);
        }

        if (home is not null)
        {
            _http.DefaultRequestHeaders.Add("X-Vault-Namespace", home);
        }
    }

    public static VaultClient Root(EmbeddedVault vault, string? home = null) => new(vault.Address, vault.RootToken, home);

    public void Dispose() => _http.Dispose();

    public Task<Reply> Get(string path, params (string, string)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Reply> List(string path) => Send(new HttpMethod("LIST"), path, null);

    public Task<Reply> Delete(string path) => Send(HttpMethod.Delete, path, null);

    public Task<Reply> Put(string path, string json = "{}", params (string, string)[] headers) => Send(HttpMethod.Put, path, json, headers);

    public Task<Reply> Post(string path, string json = "{}") => Send(HttpMethod.Post, path, json);

    /// <summary>A write that has to work.</summary>
    public async Task<Reply> Must(string path, object body)
    {
        var reply = await Put(path, JsonSerializer.Serialize(body));
        Assert.True((int)reply.Status is 200 or 204, $"{path}: {(int)reply.Status} {reply.Text}");
        return reply;
    }

    public async Task<Reply> Send(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(), all);
    }
}

/// <summary>One answer.</summary>
internal sealed record Reply(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonNode? Data => Json["data"];

    public JsonNode Auth => Json["auth"]!;

    public string Token => Auth["client_token"]!.GetValue<string>();

    public string[]? Errors => (Json["errors"] as JsonArray)?.Select(e => e!.GetValue<string>()).ToArray();

    public string[]? Warnings => (Json["warnings"] as JsonArray)?.Select(e => e!.GetValue<string>()).ToArray();

    /// <summary>Status and the only error text.</summary>
    public void IsError(int status, params string[] errors)
    {
        Assert.Equal(status, (int)Status);
        Assert.Equal(errors, Errors);
    }
}
