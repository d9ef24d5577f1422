using System.Text.Json;
using Coffer.Silo.Options;
using Microsoft.Extensions.Logging.Console;

namespace Coffer.Silo.Hosting;

/// <summary>Logs to standard output: JSON lines for machines, short lines for people.</summary>
internal static class LogHosting
{
    public static void AddLogs(this WebApplicationBuilder builder, LogSettings settings)
    {
        builder.Logging.SetMinimumLevel(settings.Level);
        if (settings.Level > LogLevel.Trace)
        {
            Quieten(builder.Logging, settings.Level > LogLevel.Warning ? settings.Level : LogLevel.Warning);
        }

        if (settings.Format == LogFormat.Json)
        {
            builder.Logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
                console.JsonWriterOptions = new JsonWriterOptions { Indented = false };
            });
        }
        else
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
            });
        }

        if (settings.Level > LogLevel.Trace)
        {
            Calm(builder.Services);
        }
    }

    /// <summary>The console alone: what else listens wants all of it.</summary>
    private static void Calm(IServiceCollection services)
    {
        var console = services.Single(service => service.ServiceType == typeof(ILoggerProvider)
            && service.ImplementationType == typeof(ConsoleLoggerProvider));
        services.Remove(console);
        services.AddSingleton<ILoggerProvider>(static provider => new CalmLogs(
            ActivatorUtilities.CreateInstance<ConsoleLoggerProvider>(provider), TimeProvider.System));
    }

    /// <summary>
    /// Frameworks tell of every call below Warning: that drowns the operator's own words, so it takes the level trace to hear it.
    /// </summary>
    private static void Quieten(ILoggingBuilder logging, LogLevel level)
    {
        foreach (var framework in (string[])["Microsoft", "Orleans", "System", "Polly"])
        {
            logging.AddFilter(framework, level);
        }
    }
}
