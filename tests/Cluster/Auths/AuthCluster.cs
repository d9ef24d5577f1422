using System.Collections.Concurrent;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Grains;
using Coffer.Grains.Auths;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>
/// Silos with the actors of connections and logins over <see cref="AuthWorld"/>; keeps every line that is logged, at all levels.
/// </summary>
internal sealed class AuthCluster : IAsyncDisposable, ILoggerProvider, ILogger
{
    private InProcessTestCluster _cluster = null!;

    public AuthWorld World { get; } = new();

    public TestClouds Clouds { get; } = new();

    public ConcurrentQueue<string> Lines { get; } = new();

    public IGrainFactory Grains => _cluster.Client;

    public IReadOnlyList<InProcessSiloHandle> Silos => [.. _cluster.Silos.Where(silo => silo.IsActive)];

    public static async Task<AuthCluster> StartAsync(int silos = 1, TimeProvider? time = null, Action<IServiceCollection>? also = null)
    {
        var cluster = new AuthCluster();
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Configure<ClusterMembershipOptions>(membership => membership.ProbeTimeout = TimeSpan.FromSeconds(10));
            silo.Services.AddSingleton(time ?? TimeProvider.System).AddSingleton<IStatusJournal>(cluster.World)
                .AddSingleton<IEventRecorder>(cluster.World).AddSingleton<ITokenRequests>(cluster.World)
                .AddSingleton<ISecretReader>(cluster.World).AddSingleton<ILocalFiles>(cluster.World)
                .AddSingleton<IVaultTokens>(cluster.World)
                .AddSingleton<IVaultDiagnosis>(cluster.World).AddSingleton<IVaultHealth>(cluster.World)
                .AddSingleton<IResourceWatch>(cluster.World)
                .AddSingleton<IServiceAccounts>(cluster.Clouds).AddSingleton<IGoogleIdentities>(cluster.Clouds)
                .AddSingleton<IAwsIdentities>(cluster.Clouds)
                .AddCofferGrains(TestOptions.Grains);
            also?.Invoke(silo.Services);
            silo.Services.AddLogging(logging => logging.AddProvider(cluster).AddFilter("Coffer", LogLevel.Trace));
        });
        cluster._cluster = builder.Build();
        await cluster._cluster.DeployAsync();
        return cluster;
    }

    public ISessions Sessions(int silo = 0) => Silos[silo].ServiceProvider.GetRequiredService<ISessions>();

    public Task<SessionReply> GetAsync(string ns, string path = "kv/data/a", long? refused = null, int silo = 0) =>
        Sessions(silo).GetAsync($"{ns}/a@{ns}", Request(path, refused), CancellationToken.None).AsTask();

    public static SessionRequest Request(string path, long? refused = null) =>
        new() { Dependent = null, Mount = "kv", Path = path, Refused = refused };

    /// <summary>Null while it is not in memory.</summary>
    public async Task<SiloAddress?> HomeOfAsync(IAddressable grain) =>
        await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);

    public async Task StopHomeOfAsync(IAddressable grain)
    {
        var address = await HomeOfAsync(grain);
        await _cluster.StopSiloAsync(Silos.Single(silo => silo.SiloAddress.Equals(address)));
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
