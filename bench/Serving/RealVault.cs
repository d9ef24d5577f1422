using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace Coffer.Bench.Serving;

/// <summary>
/// A real Vault behind a proxy that counts: Vault's own metrics know no paths, and are there only when its telemetry is configured.
/// </summary>
internal sealed class RealVault : IVaultUnderTest
{
    private readonly WebApplication _app;
    private readonly string _vault;
    private readonly HttpMessageInvoker _client =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly ConcurrentDictionary<(string Operation, string Path), long> _asked = new();
    private TimeSpan _latency;

    private RealVault(WebApplication app, string vault, string token) => (_app, _vault, Token) = (app, vault, token);

    public Uri Address => new(_app.Urls.Single());

    public string Token { get; }

    public static async Task<RealVault> StartAsync(string vault, string token, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var proxy = new RealVault(app, vault, token);
        app.Run(proxy.ForwardAsync);
        await app.StartAsync(cancellation);
        return proxy;
    }

    public IReadOnlyList<VaultCount> Count() => [.. _asked.Select(kind => new VaultCount(kind.Key.Operation, kind.Key.Path, kind.Value))];

    public void SlowDown(TimeSpan latency) => _latency = latency;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        _asked.AddOrUpdate((Operation(context.Request.Method), $"{context.Request.Path}".Replace("/v1/", "", StringComparison.Ordinal)), 1,
            (_, count) => count + 1);
        if (_latency > TimeSpan.Zero)
        {
            await Task.Delay(_latency, TimeProvider.System, context.RequestAborted);
        }

        await context.RequestServices.GetRequiredService<IHttpForwarder>()
            .SendAsync(context, _vault, _client, ForwarderRequestConfig.Empty, HttpTransformer.Empty);
    }

    private static string Operation(string method) => method switch
    {
        "POST" or "PUT" => "update",
        "GET" => "read",
        _ => method.ToLowerInvariant(),
    };
}
