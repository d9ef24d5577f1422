using System.Collections.Concurrent;
using System.Net;
using Coffer.Contracts.Ports;
using Coffer.Grains.Sharing;
using Coffer.Silo.Hosting;
using Coffer.Silo.Options;
using Coffer.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coffer.Cluster.Tests.Secrets.World;

/// <summary>
/// One life of the operator: the whole product in this process, with its own cluster of one silo, over servers that outlive it.
/// </summary>
internal sealed class Incarnation : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly LogCollector _log;

    private Incarnation(WebApplication host, Fate fate, LogCollector log) => (_host, Fate, _log) = (host, fate, log);

    /// <summary>What it may still do.</summary>
    public Fate Fate { get; }

    private Uri Readiness { get; init; } = null!;

    /// <summary>What it has logged.</summary>
    public IReadOnlyList<string> Log => _log.Lines;

    /// <summary>True while one of its actors is in the middle of a turn.</summary>
    public bool IsBusy => _host.Services.GetRequiredService<LocalActors>().Where(static actor => actor.IsBusy).Length > 0;

    /// <summary>Starts one and waits until it is ready.</summary>
    public static async Task<Incarnation> StartAsync(string kubeconfig, LogLevel level = LogLevel.Information, TimeProvider? time = null)
    {
        var (fate, log) = (new Fate(), new LogCollector());
        var options = Options(kubeconfig, level);
        var host = CofferHost.Build(options, builder =>
        {
            builder.Services.AddSingleton<IHostLifetime, NoSignals>();
            builder.Services.AddSingleton(time ?? TimeProvider.System);
            builder.Logging.ClearProviders().AddProvider(log);
            Guard(builder.Services, fate);
        });
        await host.StartAsync();
        var life = new Incarnation(host, fate, log) { Readiness = new Uri($"http://127.0.0.1:{options.Http.Port}/readyz") };
        await life.ReadyAsync();
        return life;
    }

    /// <summary>
    /// From now on nothing gets out. The process is not there any more as far as the world can tell; no shutdown path ran.
    /// </summary>
    public void Kill() => Fate.KillAll();

    public async ValueTask DisposeAsync()
    {
        Fate.KillAll();
        using var impatient = new CancellationTokenSource();
        await impatient.CancelAsync();
        await ((Task)_host.StopAsync(impatient.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _host.DisposeAsync();
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task ReadyAsync()
    {
        using var http = new HttpClient();
        await Until.SeenAsync("the operator to be ready", Tenant.Patience, async () =>
        {
            using var response = await http.GetAsync(Readiness);
            return (response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }, CancellationToken.None);
    }

    private static void Guard(IServiceCollection services, Fate fate)
    {
        MortalPort.Guard<IStatusJournal>(services, fate);
        MortalPort.Guard<ISecretWriter>(services, fate);
        MortalPort.Guard<ISecretReader>(services, fate);
        MortalPort.Guard<IWorkloads>(services, fate);
        MortalPort.Guard<ITokenRequests>(services, fate);
        MortalPort.Guard<IServiceAccounts>(services, fate);
        MortalPort.Guard<IGoogleIdentities>(services, fate);
        MortalPort.Guard<IAwsIdentities>(services, fate);
        MortalPort.Guard<IEventRecorder>(services, fate);
        MortalPort.Guard<IHeartbeat>(services, fate);
        MortalPort.Guard<IVaultSecrets>(services, fate);
        MortalPort.Guard<IVaultTokens>(services, fate);
        MortalPort.Guard<IVaultDiagnosis>(services, fate);
        MortalPort.Guard<IVaultHealth>(services, fate);
    }

    /// <summary>
    /// Restarts are not held back, so that one too many is seen at once; and the memory for big answers is small, so that it is
    /// seen when none comes back.
    /// </summary>
    private static CofferOptions Options(string kubeconfig, LogLevel level)
    {
        var port = FreePort.Next();
        var defaults = OptionsReader.Defaults();
        return defaults with
        {
            Kubernetes = defaults.Kubernetes with { Kubeconfig = kubeconfig, OperatorNamespace = OuterWorld.Home },
            Http = new HttpSettings(IPAddress.Loopback, FreePort.Next(), Dashboard: false),
            Cluster = defaults.Cluster with { SiloPort = port, PrimarySiloPort = port },
            Log = new LogSettings(level, LogFormat.Text),
            Restarts = new RestartSettings(TimeSpan.Zero, TimeSpan.Zero),
            Vault = defaults.Vault with { MemoryBytes = 8 * 1024 * 1024 },
        };
    }

    /// <summary>Tests stop their silos themselves.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>Keeps what is logged, scopes and exceptions included.</summary>
internal sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
