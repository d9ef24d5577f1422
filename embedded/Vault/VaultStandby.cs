using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Faults;
using Coffer.Embedded.Vault.Http;

namespace Coffer.Embedded.Vault;

/// <summary>A standby of an <see cref="EmbeddedVault"/>: health 429, old reads on OpenBao, writes forwarded.</summary>
public sealed class VaultStandby : IAsyncDisposable
{
    private readonly StandbyView _view;
    private readonly VaultListener _listener;

    internal VaultStandby(VaultCore core, EmbeddedVaultOptions options, CertificateAuthority? authority, StandbyView view)
    {
        _view = view;
        Requests = new RequestLog(options.RecentRequests);
        _listener = new VaultListener(new Frontend(core, Requests, Faults, view), authority, port: 0);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _listener.Address;

    /// <summary>What was asked of this standby.</summary>
    public RequestLog Requests { get; }

    /// <summary>Faults of this standby.</summary>
    public VaultFaults Faults { get; } = new();

    /// <summary>Catches up with the active node as it is now.</summary>
    public void Replicate() => _view.CatchUp();

    /// <summary>Takes it down.</summary>
    public Task StopAsync() => _listener.StopAsync();

    /// <summary>Brings it back on the same port.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken) => _listener.StartAsync(cancellationToken);

    /// <summary>Stops the listener.</summary>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();
}
