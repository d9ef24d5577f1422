using System.Diagnostics.CodeAnalysis;
using Coffer.Contracts.Grains;

namespace Coffer.Silo.Health;

/// <summary>Asks a grain of this silo for a turn, again and again.</summary>
internal sealed partial class TurnProbe(IGrainFactory grains, SiloState silo, TimeProvider time, ILogger<TurnProbe> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private long _lastTurn = time.GetTimestamp();

    public TimeSpan SinceLastTurn => time.GetElapsedTime(Volatile.Read(ref _lastTurn));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await AskAsync();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a background loop: the next round tries again, and the age tells.")]
    private async Task AskAsync()
    {
        if (!silo.IsActive)
        {
            return;
        }

        try
        {
            await grains.GetGrain<IHealthProbeGrain>(0).Probe();
            Volatile.Write(ref _lastTurn, time.GetTimestamp());
        }
        catch (Exception error)
        {
            LogNoTurn(logger, error, SinceLastTurn.TotalSeconds);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No grain of this silo made a turn; the last one was {Seconds:F0} s ago")]
    private static partial void LogNoTurn(ILogger logger, Exception exception, double seconds);
}
