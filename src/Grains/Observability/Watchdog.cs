using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Observability;

/// <summary>
/// Says when secrets are late and nothing is wrong with them: that is Coffer's own fault. Has the gauges made, which
/// tell the same to machines.
/// </summary>
internal sealed partial class Watchdog(SyncStatusMetrics metrics, SecretOverview overview, TimeProvider time, ILogger<Watchdog> logger)
    : BackgroundService
{
    private const int Named = 5;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogWatching(logger, metrics.Meter.Name);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            LookSafely();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a background loop: who only watches must not end the host.")]
    private void LookSafely()
    {
        try
        {
            Look();
        }
        catch (Exception bug)
        {
            LogBug(logger, bug);
        }
    }

    private void Look()
    {
        var view = overview.Now;
        var late = view.Statuses.Where(status => status.Problem is null && status.Overdue(view.At) > TimeSpan.Zero)
            .OrderBy(status => status.Expected).ToList();
        if (late.Count > 0)
        {
            LogLate(logger, late.Count, string.Join(", ", late.Take(Named).Select(status => status.Secret)),
                late[0].Overdue(view.At).TotalSeconds);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Watching how secrets stand ({Meter})")]
    private static partial void LogWatching(ILogger log, string meter);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Count} secrets of this silo are late without a failure: {First}; the first is {Seconds:F0} s behind")]
    private static partial void LogLate(ILogger log, int count, string first, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The watchdog failed by a bug; it looks again in a minute")]
    private static partial void LogBug(ILogger log, Exception exception);
}
