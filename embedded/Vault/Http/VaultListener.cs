using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Embedded.Vault.Http;

/// <summary>A Kestrel on one port of 127.0.0.1 that can go down and come back on the same port.</summary>
internal sealed class VaultListener(Frontend frontend, CertificateAuthority? authority, int port) : IAsyncDisposable
{
    private WebApplication? _app;

    public Uri Address { get; private set; } = new(authority is null ? "http://127.0.0.1" : "https://127.0.0.1");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_app is not null)
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(Configure);
        var app = builder.Build();
        app.Run(frontend.HandleAsync);
        await app.StartAsync(cancellationToken);
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        port = new Uri(bound).Port;
        Address = new UriBuilder(Address) { Port = port }.Uri;
        _app = app;
    }

    /// <summary>Closes the port and cuts every connection at once, as a killed server does.</summary>
    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync(new CancellationToken(canceled: true));
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, port, listen =>
        {
            if (authority is not null)
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = authority.Server;
                    // As Vault's listener: whoever has one may show it, and what it is worth is judged by the auth mount.
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.AllowAnyClientCertificate();
                });
            }
        });
    }
}
