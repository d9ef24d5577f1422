using System.Security.Cryptography;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;
using Coffer.Vault.Wire;
using Microsoft.Extensions.Logging;

namespace Coffer.Vault.Links;

/// <summary>The links of this process, by VaultConnection and version. One that is no longer asked for is closed after a grace, when its last calls have ended.</summary>
internal sealed class VaultLinks : IDisposable
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMinutes(1);

    // Longer than queueing and one try together, so that no call loses its connection.
    private static readonly TimeSpan GraceAfterChange = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan GraceWhenIdle = TimeSpan.FromMinutes(30);

    private readonly VaultOptions _options;
    private readonly IApiAddress? _apiServer;
    private readonly TimeProvider _time;
    private readonly ILogger<VaultLinks> _logger;
    private readonly ByteBudget _memory;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Uid, string Version), VaultLink> _links = [];
    private readonly Dictionary<string, string> _newest = [];
    private readonly ITimer _sweeper;

    public VaultLinks(VaultOptions options, TimeProvider time, ILogger<VaultLinks> logger, IApiAddress? apiServer = null)
    {
        (_options, _time, _logger, _apiServer) = (options, time, logger, apiServer);
        _memory = new ByteBudget(options, time);
        _sweeper = time.CreateTimer(_ => Sweep(), null, SweepPeriod, SweepPeriod);
    }

    /// <summary>The link of an endpoint, made when it is new; a failure when its settings can't be used.</summary>
    public Outcome<VaultLink> Get(VaultEndpoint endpoint, VaultCall call)
    {
        lock (_lock)
        {
            if (_links.TryGetValue((endpoint.Uid, endpoint.Version), out var link))
            {
                link.Touch();
                return link;
            }

            return Open(endpoint, call);
        }
    }

    public IReadOnlyList<VaultLink> Snapshot()
    {
        lock (_lock)
        {
            return [.. _links.Values];
        }
    }

    public void Dispose()
    {
        _sweeper.Dispose();
        lock (_lock)
        {
            foreach (var link in _links.Values)
            {
                link.Dispose();
            }

            _links.Clear();
        }
    }

    private Outcome<VaultLink> Open(VaultEndpoint endpoint, VaultCall call)
    {
        if (endpoint.Address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            return VaultErrors.Create(endpoint, call, FailureKind.Misconfigured, "the VaultConnection's address must start with http:// or https://");
        }

        try
        {
            var link = new VaultLink(endpoint, _options, _apiServer?.Address, _memory, _time, _logger);
            _links[(endpoint.Uid, endpoint.Version)] = link;
            _newest[endpoint.Uid] = endpoint.Version;
            VaultLog.LinkOpened(_logger, endpoint.Connection, endpoint.Version);
            return link;
        }
        catch (CryptographicException)
        {
            return VaultErrors.Create(
                endpoint, call, FailureKind.Misconfigured, "the CA bundle of the VaultConnection is not PEM or holds no certificate; put the CA's PEM there");
        }
    }

    private void Sweep()
    {
        List<VaultLink> leaving;
        lock (_lock)
        {
            leaving = [.. _links.Values.Where(IsDone)];
            foreach (var link in leaving)
            {
                Forget(link.Endpoint);
            }
        }

        foreach (var link in leaving)
        {
            link.Dispose();
            VaultLog.LinkClosed(_logger, link.Endpoint.Connection, link.Endpoint.Version);
        }
    }

    private bool IsDone(VaultLink link) =>
        link.Idle >= (IsNewest(link.Endpoint) ? GraceWhenIdle : GraceAfterChange);

    private bool IsNewest(VaultEndpoint endpoint) => _newest.GetValueOrDefault(endpoint.Uid) == endpoint.Version;

    private void Forget(VaultEndpoint endpoint)
    {
        _links.Remove((endpoint.Uid, endpoint.Version));
        if (IsNewest(endpoint))
        {
            _newest.Remove(endpoint.Uid);
        }
    }
}
