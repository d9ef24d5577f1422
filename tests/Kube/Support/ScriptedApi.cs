using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coffer.Kube.Tests.Support;

/// <summary>One request as it arrived.</summary>
internal sealed record Heard(string Method, string Path, string Query, string Accept, string? ContentType, string Body);

/// <summary>An HTTP server that says what a test scripts: for what no well-behaved API server can be made to say.</summary>
internal sealed class ScriptedApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<Heard, HttpContext, Task> _script;

    private ScriptedApi(Func<Heard, HttpContext, Task> script)
    {
        _script = script;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public ConcurrentQueue<Heard> Requests { get; } = new();

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<ScriptedApi> StartAsync(Func<Heard, HttpContext, Task> script)
    {
        var api = new ScriptedApi(script);
        await api._app.StartAsync();
        return api;
    }

    /// <summary>Answers each request by the next of these; the last one goes on for ever.</summary>
    public static Task<ScriptedApi> StartAsync(params Func<Heard, HttpContext, Task>[] answers)
    {
        var turn = -1;
        return StartAsync((heard, http) => answers[Math.Min(Interlocked.Increment(ref turn), answers.Length - 1)](heard, http));
    }

    public static Func<Heard, HttpContext, Task> Json(int code, string body, params (string Name, string Value)[] headers) =>
        (_, http) => Write(http, code, "application/json", body, headers);

    public static Func<Heard, HttpContext, Task> Text(int code, string type, string body) => (_, http) => Write(http, code, type, body, []);

    /// <summary>A failure as a real API server words it.</summary>
    public static Func<Heard, HttpContext, Task> Status(
        int code, string reason, string message, string details = "{}", params (string Name, string Value)[] headers) =>
        Json(code, Bodies.Status(code, reason, message, details), headers);

    public static async Task Write(HttpContext http, int code, string type, string body, (string Name, string Value)[] headers)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = type;
        foreach (var (name, value) in headers)
        {
            http.Response.Headers[name] = value;
        }

        await http.Response.WriteAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(impatient.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var heard = new Heard(
            http.Request.Method, http.Request.Path, http.Request.QueryString.Value ?? "", http.Request.Headers.Accept.ToString(),
            http.Request.ContentType,
            await reader.ReadToEndAsync());
        Requests.Enqueue(heard);
        await _script(heard, http);
    }
}
