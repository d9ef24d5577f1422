using System.Diagnostics.CodeAnalysis;

namespace Coffer.Silo.Hosting;

/// <summary>
/// A silo that hears that the others take it for dead, or that can't go on, ends itself and its host at once, and nothing else: Orleans'
/// own way is to abort the process, with whatever else runs in it. There is no polite way left, the others have already taken over.
/// </summary>
internal sealed partial class SiloDeath(IServiceProvider services, IHostApplicationLifetime lifetime, ILogger<SiloDeath> logger)
    : IFatalErrorHandler
{
    private int _occurred;

    public bool Occurred => Volatile.Read(ref _occurred) == 1;

    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        if (Interlocked.Exchange(ref _occurred, 1) == 0)
        {
            LogDeath(logger, exception, context ?? "no reason given");
            _ = Task.Run(EndAsync);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The end of a silo: whatever goes wrong now, the host stops all the same.")]
    private async Task EndAsync()
    {
        try
        {
            // The silo first: the host would stop it politely, and wait for its grains to move to silos that no longer listen.
            var end = services.GetRequiredService<Orleans.Runtime.Silo>().StopAsync(new CancellationToken(canceled: true));
            lifetime.StopApplication();
            await end;
        }
        catch (Exception error)
        {
            LogHardDeath(logger, error);
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "This silo ends itself: {Context}")]
    private static partial void LogDeath(ILogger logger, Exception? exception, string context);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo did not end cleanly")]
    private static partial void LogHardDeath(ILogger logger, Exception exception);
}
