using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.ClusterTrust;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Coffer.Silo.Clustering;

/// <summary>
/// Holds what this silo shows and trusts. It is there before the silo opens its port, and looks at the authority from time to time: to
/// carry out what is due, to learn of new roots, and to renew the silo's own certificate. The authority's keys live only as long as a look.
/// </summary>
internal sealed partial class TrustKeeper(
    IClusterAuthority authority, IOptions<ClusterOptions> cluster, TlsOptions options, TimeProvider time, ILogger<TrustKeeper> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopped = new();
    private SiloTrust? _current;
    private Task _loop = Task.CompletedTask;
    private bool _readSoon;
    private bool _isFailing;

    /// <summary>The cluster that others must belong to.</summary>
    public string ClusterId => cluster.Value.ClusterId;

    /// <summary>The newest state. Taken anew for each connection.</summary>
    /// <exception cref="InvalidOperationException">The silo has not started.</exception>
    public SiloTrust Current => Volatile.Read(ref _current) ?? throw new InvalidOperationException("The silo has no certificate yet.");

    /// <summary>
    /// Looks once before the silo is started, so that a fault that only people can mend is told in a line instead of the frameworks'
    /// traces. What may pass by itself is left to the start, which waits for it.
    /// </summary>
    /// <returns>The fault, or null: there is no reason yet not to start.</returns>
    public async Task<Failure?> PrepareAsync(CancellationToken cancellation)
    {
        var outcome = await authority.EnsureAsync(cancellation);
        if (outcome.TryGet(out var found, out var failure))
        {
            Adopt(found);
        }

        return failure is { IsTransient: false } ? failure : null;
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(TrustKeeper), ServiceLifecycleStage.First, StartAsync, StopAsync);

    /// <summary>Somebody shows a root that is not known: perhaps the authority was replaced. Brings the next look forward.</summary>
    public void ReadSoon() => Volatile.Write(ref _readSoon, true);

    public void Dispose() => _stopped.Dispose();

    private async Task StartAsync(CancellationToken cancellation)
    {
        for (var failure = await LookAsync(cancellation); failure is not null; failure = await LookAsync(cancellation))
        {
            if (!failure.IsTransient)
            {
                throw new OrleansConfigurationException($"The silo can't start without a certificate. {failure.Message}");
            }

            await Task.Delay(failure.RetryAfter ?? Pause, time, cancellation);
        }

        _loop = Task.Run(() => RunAsync(_stopped.Token), CancellationToken.None);
    }

    private async Task StopAsync(CancellationToken cancellation)
    {
        await _stopped.CancelAsync();
        await _loop;
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(options.ReadAtMostEvery, time);
        var last = time.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            var isAsked = Interlocked.Exchange(ref _readSoon, false);
            var isDue = isAsked || time.GetElapsedTime(last) >= options.Reading;
            if (isDue && await IsReadAsync(cancellation))
            {
                last = time.GetTimestamp();
            }
            else if (isAsked)
            {
                // The root that somebody showed is still not known.
                ReadSoon();
            }

            await ((Task)timer.WaitForNextTickAsync(cancellation).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a background loop: the next look tries again.")]
    private async Task<bool> IsReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await LookAsync(cancellation) is null;
        }
        catch (Exception bug)
        {
            if (!cancellation.IsCancellationRequested)
            {
                LogBug(logger, bug);
            }

            return false;
        }
    }

    private async Task<Failure?> LookAsync(CancellationToken cancellation)
    {
        var outcome = await authority.EnsureAsync(cancellation);
        if (outcome.TryGet(out var found, out var failure))
        {
            Adopt(found);
        }
        else if (!_isFailing)
        {
            LogNotRead(logger, failure.Message);
        }

        _isFailing = failure is not null;
        return failure;
    }

    private void Adopt(ClusterAuthority found)
    {
        var now = time.GetUtcNow();
        var facts = TrustDecider.Signer([.. found.Roots.Select(root => root.Facts)], now);
        var roots = new X509Certificate2Collection(
            found.Roots.Select(root => X509CertificateLoader.LoadCertificate(root.Certificate.Span)).ToArray());
        if (_current is { } held && !held.Plan.IsDue(now, facts))
        {
            Volatile.Write(ref _current, held with { Roots = roots });
            return;
        }

        var plan = LeafPlan.At(now, facts);
        Volatile.Write(
            ref _current, new SiloTrust(roots, LeafMint.Make(ClusterId, found.Roots.First(root => root.Facts == facts), plan), plan));
        LogMade(logger, plan.NotAfter, plan.Signer, roots.Count);
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "This silo has a certificate until {NotAfter:u} by root {Root}; it trusts {Count} root(s)")]
    private static partial void LogMade(ILogger logger, DateTimeOffset notAfter, string root, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate authority of the silos could not be read; trying again: {Reason}")]
    private static partial void LogNotRead(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking after the silo's certificate failed by a bug")]
    private static partial void LogBug(ILogger logger, Exception exception);
}
