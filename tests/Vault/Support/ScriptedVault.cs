using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coffer.Vault.Tests.Support;

/// <summary>A request as it arrived: path and query undecoded, so that escaping can be asserted.</summary>
internal sealed record Heard(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>A real HTTP server that answers what a test tells it, down to the byte.</summary>
internal sealed class ScriptedVault : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Heard> _heard = new();

    private ScriptedVault(WebApplication app) => _app = app;

    /// <summary>Answers every request that the script below does not know.</summary>
    public RequestDelegate Answer { get; set; } = Json(404, """{"errors":[]}""");

    /// <summary>Server names that TLS clients asked for.</summary>
    public ConcurrentQueue<string> ServerNames { get; } = new();

    public IReadOnlyList<Heard> Requests => [.. _heard];

    public Uri Address { get; private set; } = null!;

    public int Count(string part) => _heard.Count(h => h.Target.Contains(part, StringComparison.Ordinal));

    /// <summary>Secrets only; what the namespace check asks is not counted.</summary>
    public IReadOnlyList<Heard> Reads => [.. _heard.Where(h => !h.Target.StartsWith("/v1/sys/", StringComparison.Ordinal))];

    public static async Task<ScriptedVault> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        ScriptedVault? server = null;
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                // Offline: otherwise the server itself fetches the issuers that its certificate names.
                var shown = SslStreamCertificateContext.Create(certificate, null, offline: true);
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = context =>
                    {
                        server!.ServerNames.Enqueue(context.ClientHelloInfo.ServerName);
                        return ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = shown });
                    },
                });
            }
        }));
        var app = builder.Build();
        server = new ScriptedVault(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new Uri(address);
        return server;
    }

    public static RequestDelegate Json(int status, string body, params (string Name, string Value)[] headers) =>
        Raw(status, "application/json", body, headers);

    public static RequestDelegate Raw(
        int status, string type, string body, params (string Name, string Value)[] headers) => async context =>
        {
            context.Response.StatusCode = status;
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            if (status == 204)
            {
                return;
            }

            context.Response.ContentType = type;
            var bytes = Encoding.UTF8.GetBytes(body);
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        };

    /// <summary>Says nothing until the client goes away.</summary>
    public static RequestDelegate Hang() => async context =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    };

    /// <summary>Drops the connection without an answer.</summary>
    public static RequestDelegate Drop() => context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _heard.Enqueue(new Heard(context.Request.Method, target, headers, body));
        await Answer(context);
    }
}
