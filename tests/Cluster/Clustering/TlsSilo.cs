using System.Net;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Contracts.Ports;
using Coffer.Kube;
using Coffer.Silo.Clustering;
using Coffer.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Coffer.Cluster.Tests.Clustering;

/// <summary>A silo that listens on a real socket of the loopback address.</summary>
internal sealed class TlsSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private int _keys;
    private bool _hasStarted;

    private TlsSilo(IHost host, LogCollector log, int port) => (_host, Log, Port) = (host, log, port);

    public LogCollector Log { get; }

    public int Port { get; }

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public SiloTrust Trust => _host.Services.GetRequiredService<TrustKeeper>().Current;

    public System.Diagnostics.Metrics.Meter RefusalsMeter => _host.Services.GetRequiredService<Refusals>().Meter;

    public EndpointOptions Endpoints => _host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<EndpointOptions>>().Value;

    public int ActiveSilos => _host.Services.GetRequiredService<ISiloStatusOracle>().GetApproximateSiloStatuses(onlyActive: true).Count;

    /// <summary>Makes a silo; it is started by <see cref="StartAsync"/>.</summary>
    /// <param name="kube">Where its authority is kept; null for a silo without TLS.</param>
    /// <param name="primary">Port of the cluster's first silo; null when this is the first.</param>
    /// <param name="time">Its clock for certificates.</param>
    /// <param name="options">Its times for TLS.</param>
    public static TlsSilo Create(KubeOptions? kube, int? primary = null, TimeProvider? time = null, TlsOptions? options = null)
    {
        var log = new LogCollector();
        var port = FreePort.Next();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddProvider(log);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(
                port, gatewayPort: 0, new IPEndPoint(IPAddress.Loopback, primary ?? port), serviceId: "blue", clusterId: "coffer/blue");
            // No test here is about death: a silo that a busy machine holds up must not be declared dead by the other, whereupon Orleans
            // would end the process and all tests in it.
            silo.Configure<ClusterMembershipOptions>(membership => membership.ProbeTimeout = TimeSpan.FromSeconds(60));
            // Nor about a caller that gives up: a busy machine that cut a handshake off would look like a refusal.
            silo.Configure<ConnectionOptions>(connections => connections.OpenConnectionTimeout = TimeSpan.FromMinutes(1));
            // Where connections live for seconds, calls are lost: their callers try again the sooner.
            var patience = options?.ConnectionLife < TimeSpan.FromMinutes(1) ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(20);
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = patience);
            if (kube is not null)
            {
                AddTls(silo, kube, time ?? TimeProvider.System, options ?? new TlsOptions());
            }
        });
        return new TlsSilo(builder.Build(), log, port);
    }

    public async Task StartAsync(CancellationToken cancellation = default)
    {
        await _host.StartAsync(cancellation);
        _hasStarted = true;
    }

    /// <summary>The silos that answered calls to so many new grains, which are spread over all of them.</summary>
    public async Task<IReadOnlySet<string>> CallAsync(int count = 50)
    {
        var from = Interlocked.Add(ref _keys, count);
        var payload = Enumerable.Range(0, 40_000).Select(i => (byte)i).ToArray();
        var answers = await Task.WhenAll(
            Enumerable.Range(from, count).Select(key => Grains.GetGrain<IWhereaboutsGrain>(key).Tell(payload)));
        Assert.All(answers, answer => Assert.True(payload.AsSpan().SequenceEqual(answer.Echo)));
        return answers.Select(answer => answer.Silo).ToHashSet();
    }

    public async ValueTask DisposeAsync()
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _host.StopAsync(impatient.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // One that never came up goes on to follow its members, which nothing stops; with its services gone that loop
        // would take a core for good.
        if (_hasStarted)
        {
            await ((IAsyncDisposable)_host).DisposeAsync();
        }
    }

    private static void AddTls(ISiloBuilder silo, KubeOptions kube, TimeProvider time, TlsOptions options)
    {
        // The clock of certificates alone: Orleans goes by the real one.
        var adapters = new ServiceCollection().AddLogging().AddSingleton(time).AddKube(kube).BuildServiceProvider();
        silo.AddMutualTls(options);
        silo.Services.AddSingleton(adapters.GetRequiredService<IClusterAuthority>());
        silo.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<TrustKeeper>(services, time));
        silo.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<TlsMiddleware>(services, time));
    }
}
