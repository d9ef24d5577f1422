using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Faults;
using Coffer.Embedded.Vault.Http;

namespace Coffer.Embedded.Vault;

/// <summary>
/// An in-memory Vault or OpenBao in this process: the HTTP API as recorded from the real servers, for tests, benchmarks and the playground.
/// Nothing it holds outlives it.
/// </summary>
public sealed class EmbeddedVault : IAsyncDisposable
{
    private readonly VaultCore _core;
    private readonly EmbeddedVaultOptions _options;
    private readonly CertificateAuthority? _authority;
    private readonly VaultListener _listener;
    private readonly List<VaultStandby> _standbys = [];

    private EmbeddedVault(EmbeddedVaultOptions options)
    {
        _options = options;
        _core = new VaultCore(options);
        _authority = options.Tls ? CertificateAuthority.Create(TimeProvider.System.GetUtcNow()) : null;
        Requests = new RequestLog(options.RecentRequests);
        _listener = new VaultListener(new Frontend(_core, Requests, Faults, standby: null), _authority, options.Port);
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:40123/</c>. The same after a stop and start.</summary>
    public Uri Address => _listener.Address;

    /// <summary>The root token.</summary>
    public string RootToken => _core.RootToken;

    /// <summary>The one unseal key, in hex.</summary>
    public string UnsealKey => _core.Seal.Key;

    /// <summary>The CA of the server's certificate, PEM; null without TLS.</summary>
    public string? CaPem => _authority?.Pem;

    /// <summary>What was asked of the active node.</summary>
    public RequestLog Requests { get; }

    /// <summary>Faults of the active node.</summary>
    public VaultFaults Faults { get; } = new();

    /// <summary>Starts a server.</summary>
    public static async Task<EmbeddedVault> StartAsync(EmbeddedVaultOptions options, CancellationToken cancellationToken)
    {
        var vault = new EmbeddedVault(options);
        await vault._listener.StartAsync(cancellationToken);
        return vault;
    }

    /// <summary>Takes the active node down: the port closes, open connections are cut. The state stays.</summary>
    public Task StopAsync() => _listener.StopAsync();

    /// <summary>Brings it back on the same port with the same state.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken) => _listener.StartAsync(cancellationToken);

    /// <summary>Seals it, as sys/seal does.</summary>
    public void Seal() => _core.Seal.Seal();

    /// <summary>Unseals it, as sys/unseal with <see cref="UnsealKey"/> does.</summary>
    public void Unseal() => _core.Seal.Open();

    /// <summary>A rate limit as under sys/quotas/rate-limit, by that name; a rate of 0 removes it.</summary>
    /// <param name="name">The quota's name.</param>
    /// <param name="path">A mount or path, with its namespace; empty for everything.</param>
    /// <param name="rate">Requests per interval.</param>
    /// <param name="interval">The interval.</param>
    public void SetRateLimit(string name, string path, double rate, TimeSpan interval)
    {
        if (rate <= 0)
        {
            _core.Quotas.Remove(name);
        }
        else
        {
            _core.Quotas.Set(new RateLimit(name, path, rate, interval));
        }
    }

    /// <summary>
    /// Adds a standby. On OpenBao it reads for itself from kv state that is behind by <paramref name="lag"/>, or, with
    /// <see cref="Timeout.InfiniteTimeSpan"/>, from the state of its last <see cref="VaultStandby.Replicate"/>. Vault
    /// Community's forwards all.
    /// </summary>
    public async Task<VaultStandby> AddStandbyAsync(TimeSpan lag, CancellationToken cancellationToken)
    {
        var standby = new VaultStandby(_core, _options, _authority, new StandbyView(_core.Clock, Address, lag));
        _standbys.Add(standby);
        await standby.StartAgainAsync(cancellationToken);
        return standby;
    }

    /// <summary>Stops all listeners.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var standby in _standbys)
        {
            await standby.DisposeAsync();
        }

        await _listener.DisposeAsync();
        _core.Dispose();
        _authority?.Dispose();
    }
}
