using Coffer.Silo.Options;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;

namespace Coffer.Silo.Clustering;

/// <summary>Registers mutual TLS between silos.</summary>
internal static class TlsHosting
{
    /// <summary>Always on where silos meet over a network; among processes of one host only when asked for.</summary>
    public static void AddMutualTls(this ISiloBuilder silo, CofferOptions options)
    {
        if (options.SiloTls || options.Cluster.Mode != ClusteringMode.Localhost)
        {
            silo.AddMutualTls(new TlsOptions());
        }
    }

    /// <summary>Needs the port of the authority and a clock among the services.</summary>
    public static void AddMutualTls(this ISiloBuilder silo, TlsOptions options)
    {
        silo.Services.AddSingleton(options);
        silo.Services.AddSingleton<Refusals>();
        silo.Services.AddSingleton<TlsMiddleware>();
        silo.Services.AddSingleton<TrustKeeper>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<TrustKeeper>());
        silo.Configure<SiloConnectionOptions>(connections =>
        {
            connections.ConfigureSiloInboundConnection(builder => builder.Use(next => context => Tls(builder).AcceptAsync(context, next)));
            connections.ConfigureSiloOutboundConnection(
                builder => builder.Use(next => context => Tls(builder).ConnectAsync(context, next)));
        });
    }

    private static TlsMiddleware Tls(IConnectionBuilder builder) => builder.ApplicationServices.GetRequiredService<TlsMiddleware>();
}
