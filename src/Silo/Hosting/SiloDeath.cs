using Microsoft.Extensions.Options;

namespace Coffer.Silo.Hosting;

/// <summary>
/// Ends this silo, and only this one, when it can't go on: the others have declared it dead, or Orleans fails beyond repair. Orleans' own way is to crash the whole process.
/// The others have taken its actors over by then, and no effect of its own begins any more.
/// </summary>
internal sealed partial class SiloDeath(IHostApplicationLifetime lifetime, IOptions<HostOptions> host, ILogger<SiloDeath> logger) : IFatalErrorHandler
{
    /// <summary>There is nothing to hand over and nobody who would take it: the others refuse to talk to the dead.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private volatile bool _occurred;

    public bool Occurred => _occurred;

    public bool IsUnexpected(Exception exception) => exception is not ThreadAbortException;

    /// <summary>Returns at once: the caller is part of what has to stop.</summary>
    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        _occurred = true;
        host.Value.ShutdownTimeout = LastWords;
        LogDeath(logger, exception, sender?.GetType().Name, context);
        _ = Task.Run(lifetime.StopApplication);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "This silo can't go on and ends ({Sender}, {Context})")]
    private static partial void LogDeath(ILogger log, Exception? exception, string? sender, string? context);
}

internal static class SiloEndHosting
{
    /// <summary>How a silo ends: politely, or because it can't go on.</summary>
    public static IServiceCollection AddSiloEnd(this IServiceCollection services) => services
        .AddSingleton<SiloDeath>()
        .AddSingleton<IFatalErrorHandler>(static provider => provider.GetRequiredService<SiloDeath>())
        .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, Farewell>();
}
