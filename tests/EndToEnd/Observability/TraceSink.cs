using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coffer.EndToEnd.Tests.Observability;

/// <summary>A collector that keeps what it is sent: OTLP over HTTP as protobuf.</summary>
internal sealed class TraceSink : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> _bodies = new();
    private readonly WebApplication _app;

    private TraceSink()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(KeepAsync);
    }

    /// <summary>All bytes as text, for searching.</summary>
    public string Text => string.Join('\n', _bodies.Select(Encoding.UTF8.GetString));

    public IReadOnlyList<Span> Spans => [.. _bodies.SelectMany(Span.ReadRequest)];

    public static async Task<TraceSink> StartAsync()
    {
        var sink = new TraceSink();
        await sink._app.StartAsync();
        return sink;
    }

    /// <summary>Has an operator send its spans here.</summary>
    public void Announce(Dictionary<string, string> variables)
    {
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.Single();
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        variables["OTEL_BSP_SCHEDULE_DELAY"] = "200";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpContext http)
    {
        Assert.Equal("/v1/traces", http.Request.Path);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _bodies.Enqueue(body.ToArray());
    }
}
