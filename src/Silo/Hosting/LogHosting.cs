using System.Text.Json;
using Coffer.Silo.Options;

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
    }

    /// <summary>Frameworks tell of every call below Warning: that drowns the operator's own words, so it takes the level trace to hear it.</summary>
    private static void Quieten(ILoggingBuilder logging, LogLevel level)
    {
        foreach (var framework in (string[])["Microsoft", "Orleans", "System", "Polly"])
        {
            logging.AddFilter(framework, level);
        }
    }
}
