using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Coffer.Grains.Actors;
using Coffer.Grains.Placement;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Core.Internal;
using Orleans.Metadata;

namespace Coffer.Grains.Sharing;

/// <summary>
/// Moves the actors of this silo that another silo owns: after each change of the members, and every few seconds. Orleans places only new
/// activations. Never while the silo stops: then the actors move on by themselves.
/// </summary>
internal sealed partial class Sharer(
    LocalActors actors, Members members, ILocalSiloDetails self, SharingOptions options, Lifetime lifetime, TimeProvider time,
    ILogger<Sharer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.Stopping);
        while (!stop.IsCancellationRequested)
        {
            var known = members.Now;
            await SweepAsync(stop.Token);
            await RestAsync(known, options.SweepEvery, stop.Token);
        }
    }

    /// <summary>Until the members change, at most for this long.</summary>
    private async Task RestAsync(ClusterManifest known, TimeSpan longest, CancellationToken stop)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var changed = members.ChangedAsync(known, rest.Token);
        var wait = Task.Delay(longest, time, rest.Token);
        await Task.WhenAny(changed, wait);
        if (changed.IsFaulted)
        {
            LogBlind(logger, changed.Exception);
        }

        if (changed is { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await rest.CancelAsync();
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a background loop: the next sweep tries again.")]
    private async Task SweepAsync(CancellationToken stop)
    {
        try
        {
            var misplaced = Misplaced();
            if (misplaced.Length > 0)
            {
                LogSweep(logger, misplaced.Length);
                await MoveAsync(misplaced, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure);
        }
    }

    private ImmutableArray<IMovable> Misplaced()
    {
        var now = members.Now;
        var shares = new Shares(now, self.SiloAddress);
        return now.Silos.Count < 2 ? [] : actors.Where(actor => shares.IsElsewhere(actor.GrainContext.GrainId));
    }

    /// <summary>Moves in lots; each lot looks at the members anew, and leaves out who works.</summary>
    private async Task MoveAsync(ImmutableArray<IMovable> misplaced, CancellationToken stop)
    {
        foreach (var lot in misplaced.Chunk(options.Lot))
        {
            var shares = new Shares(members.Now, self.SiloAddress);
            await Task.WhenAll(lot.Where(actor => !actor.IsBusy && shares.IsElsewhere(actor.GrainContext.GrainId)).Select(MoveAsync));
            await Task.Delay(options.Pause, time, stop);
        }
    }

    /// <summary>Placement has the last word: where it sees no better silo, the actor stays.</summary>
    private static Task MoveAsync(IMovable actor) =>
        actor.GrainContext.GrainReference.AsReference<IGrainManagementExtension>().MigrateOnIdle().AsTask();

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} actors belong on other silos and move there")]
    private static partial void LogSweep(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sweep for actors that belong elsewhere failed; it is repeated")]
    private static partial void LogFailed(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Changes of the membership are not seen; actors are looked at regularly all the same")]
    private static partial void LogBlind(ILogger log, Exception exception);
}
