using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coffer.Kube.Tests.Support;

/// <summary>The adapters as the silo has them, pointed at an address, with all they log at hand.</summary>
internal sealed class KubeHarness : IAsyncDisposable, ILoggerProvider
{
    private readonly string _kubeconfig = Path.GetTempFileName();
    private readonly ServiceProvider _services;

    public KubeHarness(string address, Func<KubeOptions, KubeOptions>? tune = null, TimeProvider? time = null)
    {
        File.WriteAllText(_kubeconfig, $$$"""
            apiVersion: v1
            kind: Config
            current-context: c
            clusters: [{name: k, cluster: {server: "{{{address}}}", insecure-skip-tls-verify: true}}]
            users: [{name: u, user: {token: t0ken-canary}}]
            contexts: [{name: c, context: {cluster: k, user: u}}]
            """);
        var options = TestOptions.Kube(_kubeconfig) with
        {
            BackOffFirst = TimeSpan.FromMilliseconds(10),
            BackOffAtMost = TimeSpan.FromMilliseconds(50),
        };
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(this));
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddKube(tune?.Invoke(options) ?? options);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public ConcurrentQueue<string> Log { get; } = new();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ILogger CreateLogger(string categoryName) => new Logger(Log);

    public void Dispose()
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        File.Delete(_kubeconfig);
    }

    private sealed class Logger(ConcurrentQueue<string> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
