using System.Collections.Concurrent;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coffer.Vault.Tests.Support;

/// <summary>The adapter as the host composes it, with every log line kept.</summary>
internal sealed class VaultUnderTest : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly ServiceProvider _services;
    private readonly LineKeeper _lines = new();

    public VaultUnderTest(TimeProvider? time = null, VaultOptions? options = null, Uri? apiServer = null)
    {
        var services = new ServiceCollection();
        if (apiServer is not null)
        {
            services.AddSingleton<IApiAddress>(new ApiAddress(apiServer));
        }

        services.AddSingleton(time ?? TimeProvider.System);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_lines));
        services.AddVault(options ?? TestOptions.Vault);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public IVaultSecrets Secrets => _services.GetRequiredService<IVaultSecrets>();

    public IVaultTokens Tokens => _services.GetRequiredService<IVaultTokens>();

    public IVaultDiagnosis Diagnosis => _services.GetRequiredService<IVaultDiagnosis>();

    public IVaultHealth Health => _services.GetRequiredService<IVaultHealth>();

    public IServiceProvider Services => _services;

    public string Log => string.Join('\n', _lines.Lines);

    public static VaultToken Token { get; } = new("hvs.canary-token-0123456789");

    public static VaultEndpoint Endpoint(ScriptedVault server, string name = "vault") => Endpoint(server.Address, name);

    public static VaultEndpoint Endpoint(Uri address, string name = "vault") => new()
    {
        Connection = new ObjectKey("app", name),
        Uid = name + "-uid",
        Version = "1.abc",
        Address = address,
    };

    /// <summary>A read that never ends fails its test, by real time: a test's own clock may stand still.</summary>
    public Task<Outcome<VaultData>> ReadAsync(VaultEndpoint endpoint, string path = "kv/data/app", string ns = "", long version = 0) =>
        Secrets.ReadAsync(endpoint, Token, new VaultRead(ns, path, version), CancellationToken.None)
            .WaitAsync(Longest, TimeProvider.System);

    public void Dispose() => _services.Dispose();

    private sealed record ApiAddress(Uri Address) : IApiAddress;

    private sealed class LineKeeper : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
