using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Coffer.Tests.Support;

/// <summary>A Vault or OpenBao as its administrator uses it: over its HTTP API, with a token that may do everything.</summary>
internal sealed class VaultAdmin : IDisposable
{
    private readonly HttpClient _http;

    public VaultAdmin(Uri address, string token, HttpMessageHandler? handler = null)
    {
        Address = address;
        _http = new HttpClient(handler ?? new SocketsHttpHandler()) { BaseAddress = new Uri(address, "/v1/") };
        _http.DefaultRequestHeaders.Add("X-Vault-Token", token);
    }

    /// <summary>Address of the server.</summary>
    public Uri Address { get; }

    /// <summary>Mounts a secrets engine; <c>kv-v2</c> or <c>kv-v1</c>.</summary>
    public async Task MountKvAsync(string mount, int version, CancellationToken cancellation)
    {
        await WriteAsync($"sys/mounts/{mount}",
            new JsonObject { ["type"] = "kv", ["options"] = new JsonObject { ["version"] = $"{version}" } }, cancellation);
        if (version == 2)
        {
            // A fresh kv-v2 mount may still be upgrading itself, and says so; its first read settles it.
            await Until.TrueAsync(
                $"kv-v2 mount {mount} to be there", TimeSpan.FromSeconds(20),
                async () => (await SendAsync(HttpMethod.Get, $"{mount}/config", null, cancellation)).Status == HttpStatusCode.OK,
                cancellation);
        }
    }

    public Task WritePolicyAsync(string name, string hcl, CancellationToken cancellation) =>
        WriteAsync($"sys/policies/acl/{name}", new JsonObject { ["policy"] = hcl }, cancellation);

    /// <summary>Puts a new version of a kv-v2 secret.</summary>
    public Task PutAsync(string mount, string path, JsonObject data, CancellationToken cancellation) =>
        WriteAsync($"{mount}/data/{path}", new JsonObject { ["data"] = data }, cancellation);

    public async Task<JsonObject?> WriteAsync(string path, JsonObject? body, CancellationToken cancellation)
    {
        var (status, text) = await SendAsync(HttpMethod.Post, path, body, cancellation);
        return Checked(status, text, $"write {path}");
    }

    public async Task<JsonObject?> ReadAsync(string path, CancellationToken cancellation)
    {
        var (status, text) = await SendAsync(HttpMethod.Get, path, null, cancellation);
        return Checked(status, text, $"read {path}");
    }

    /// <summary>Keys below a path; none where there is nothing.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string path, CancellationToken cancellation)
    {
        var (status, text) = await SendAsync(new HttpMethod("LIST"), path, null, cancellation);
        return status == HttpStatusCode.NotFound
            ? []
            : [.. Checked(status, text, $"list {path}")!["data"]!["keys"]!.AsArray().Select(key => (string)key!)];
    }

    public async Task DeleteAsync(string path, CancellationToken cancellation)
    {
        var (status, text) = await SendAsync(HttpMethod.Delete, path, null, cancellation);
        Checked(status, text, $"delete {path}");
    }

    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(
        HttpMethod method, string path, JsonObject? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create<JsonNode>(body);
        using var response = await _http.SendAsync(request, cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
    }

    private static JsonObject? Checked(HttpStatusCode status, string text, string what)
    {
        if ((int)status is < 200 or >= 300)
        {
            throw new InvalidOperationException($"{what}: {(int)status} {text}");
        }

        return text.Length == 0 ? null : JsonNode.Parse(text)?.AsObject();
    }
}
