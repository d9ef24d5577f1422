using System.Security.Cryptography;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;
using Coffer.Vault.Wire;
using Microsoft.Extensions.Logging;

namespace Coffer.Vault.Links;

/// <summary>
/// The links of this process, by VaultConnection and version. One that is no longer asked for is closed after a grace, when
/// its last calls have ended.
/// </summary>
internal sealed class VaultLinks : IDisposable
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMinutes(1);

    // Longer than queueing and one try together, so that no call loses its connection.
    private static readonly TimeSpan GraceAfterChange = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan GraceWhenIdle = TimeSpan.FromMinutes(30);

    private readonly Func<VaultEndpoint, VaultLink> _open;
    private readonly TimeProvider _time;
    private readonly ILogger<VaultLinks> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Uid, string Version), Lazy<VaultLink>> _links = [];
    private readonly Dictionary<string, string> _newest = [];
    private readonly ITimer _sweeper;

    public VaultLinks(VaultOptions options, TimeProvider time, ILogger<VaultLinks> logger, IApiAddress? apiServer = null)
        : this(Opener(options, time, logger, apiServer?.Address), time, logger)
    {
    }

    internal VaultLinks(Func<VaultEndpoint, VaultLink> open, TimeProvider time, ILogger<VaultLinks> logger)
    {
        (_open, _time, _logger) = (open, time, logger);
        _sweeper = time.CreateTimer(_ => Sweep(), null, SweepPeriod, SweepPeriod);
    }

    /// <summary>The link of an endpoint, made when it is new; a failure when its settings can't be used.</summary>
    public Outcome<VaultLink> Get(VaultEndpoint endpoint, VaultCall call)
    {
        if (endpoint.Address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            return VaultErrors.Create(
                endpoint, call, FailureKind.Misconfigured, "the VaultConnection's address must start with http:// or https://");
        }

        var link = Find(endpoint);
        try
        {
            return link.Value;
        }
        catch (CryptographicException)
        {
            Forget(endpoint, link);
            return VaultErrors.Create(
                endpoint, call, FailureKind.Misconfigured,
                "the CA bundle of the VaultConnection is not PEM or holds no certificate; put the CA's PEM there");
        }
        catch
        {
            Forget(endpoint, link);
            throw;
        }
    }

    public IReadOnlyList<VaultLink> Snapshot()
    {
        lock (_lock)
        {
            return [.. Opened()];
        }
    }

    public void Dispose()
    {
        _sweeper.Dispose();
        lock (_lock)
        {
            foreach (var link in Opened())
            {
                link.Dispose();
            }

            _links.Clear();
        }
    }

    private static Func<VaultEndpoint, VaultLink> Opener(VaultOptions options, TimeProvider time, ILogger logger, Uri? apiServer)
    {
        var memory = new ByteBudget(options, time);
        return endpoint => new VaultLink(endpoint, options, apiServer, memory, time, logger);
    }

    /// <summary>Reading a bundle of CAs takes its time: whoever asks for that link waits, and nobody who asks for another one.</summary>
    private Lazy<VaultLink> Find(VaultEndpoint endpoint)
    {
        lock (_lock)
        {
            var key = (endpoint.Uid, endpoint.Version);
            if (!_links.TryGetValue(key, out var link))
            {
                _links[key] = link = new Lazy<VaultLink>(() => Open(endpoint));
                _newest[endpoint.Uid] = endpoint.Version;
            }
            else if (link.IsValueCreated)
            {
                link.Value.Touch();
            }

            return link;
        }
    }

    private VaultLink Open(VaultEndpoint endpoint)
    {
        var link = _open(endpoint);
        VaultLog.LinkOpened(_logger, endpoint.Connection, endpoint.Version);
        return link;
    }

    private void Sweep()
    {
        List<VaultLink> leaving;
        lock (_lock)
        {
            leaving = [.. Opened().Where(IsDone)];
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

    private IEnumerable<VaultLink> Opened() => _links.Values.Where(link => link.IsValueCreated).Select(link => link.Value);

    private bool IsDone(VaultLink link) =>
        link.Idle >= (IsNewest(link.Endpoint) ? GraceWhenIdle : GraceAfterChange);

    private bool IsNewest(VaultEndpoint endpoint) => _newest.GetValueOrDefault(endpoint.Uid) == endpoint.Version;

    /// <summary>What could not be opened is tried again by the next call: a Lazy would keep the failure.</summary>
    private void Forget(VaultEndpoint endpoint, Lazy<VaultLink> link)
    {
        lock (_lock)
        {
            if (_links.GetValueOrDefault((endpoint.Uid, endpoint.Version)) == link)
            {
                Forget(endpoint);
            }
        }
    }

    private void Forget(VaultEndpoint endpoint)
    {
        _links.Remove((endpoint.Uid, endpoint.Version));
        if (IsNewest(endpoint))
        {
            _newest.Remove(endpoint.Uid);
        }
    }
}
