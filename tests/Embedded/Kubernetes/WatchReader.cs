using System.Text.Json.Nodes;

namespace Coffer.Embedded.Tests.Kubernetes;

/// <summary>An open watch, read event by event.</summary>
public sealed class WatchReader(HttpResponseMessage response) : IDisposable
{
    private StreamReader? _reader;

    public int Code => (int)response.StatusCode;

    /// <summary>The next event; null at the end of the stream. Fails after a long silence.</summary>
    public async Task<JsonNode?> NextAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        _reader ??= new StreamReader(await response.Content.ReadAsStreamAsync(deadline.Token));
        var line = await _reader.ReadLineAsync(deadline.Token);
        return line is null ? null : JsonNode.Parse(line);
    }

    /// <summary>The next event as "TYPE name".</summary>
    public async Task<string> NextTitleAsync()
    {
        var found = await NextAsync();
        return found is null ? "END" : $"{found["type"]} {found["object"]!["metadata"]?["name"]}".TrimEnd();
    }

    public void Dispose()
    {
        _reader?.Dispose();
        response.Dispose();
    }
}
