using System.Diagnostics.CodeAnalysis;
using Coffer.Contracts.Ports;
using Coffer.Silo.Health;

namespace Coffer.Silo.Heartbeat;

/// <summary>
/// Keeps up the operator's heartbeat. One silo of the cluster beats: the active one with the lowest address, so that the cost does
/// not grow with the silos.
/// </summary>
internal sealed partial class HeartbeatService(
    IHeartbeat heartbeat, SiloState silo, ILocalSiloDetails self, ISiloStatusOracle silos, TimeProvider time,
    ILogger<HeartbeatService> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            if (silo.IsActive && IsMine(silos.GetApproximateSiloStatuses(onlyActive: true).Keys))
            {
                await BeatAsync(stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private bool IsMine(IEnumerable<SiloAddress> active)
    {
        var lowest = active.Order().FirstOrDefault();
        return lowest is null || lowest.Equals(self.SiloAddress);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a background loop: the next beat tries again.")]
    private async Task BeatAsync(CancellationToken cancellation)
    {
        try
        {
            var outcome = await heartbeat.BeatAsync(cancellation);
            if (outcome.Failure is { } failure)
            {
                LogMissed(logger, failure.Message);
            }
        }
        catch (Exception bug) when (!cancellation.IsCancellationRequested)
        {
            LogBug(logger, bug);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A heartbeat could not be stored: {Reason}")]
    private static partial void LogMissed(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A heartbeat failed by a bug")]
    private static partial void LogBug(ILogger logger, Exception exception);
}
