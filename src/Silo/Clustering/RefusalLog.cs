using System.Net;

namespace Coffer.Silo.Clustering;

/// <summary>Tells of refused connections: each host and reason once a minute, however often it knocks.</summary>
internal sealed partial class RefusalLog(TimeProvider time, ILogger<RefusalLog> logger)
{
    private const int Remembered = 256;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _one = new();
    private readonly Dictionary<(string Host, string Reason), (long At, int Untold)> _told = [];

    public void Tell(EndPoint? peer, string reason)
    {
        var host = (peer as IPEndPoint)?.Address.ToString() ?? "unknown";
        if (Count(host, reason) is { } untold)
        {
            LogRefused(logger, host, reason, untold);
        }
    }

    /// <summary>How many were not told since the last one that was; null when this one is not told either.</summary>
    private int? Count(string host, string reason)
    {
        lock (_one)
        {
            if (_told.TryGetValue((host, reason), out var last) && time.GetElapsedTime(last.At) < Quiet)
            {
                _told[(host, reason)] = (last.At, last.Untold + 1);
                return null;
            }

            if (_told.Count >= Remembered)
            {
                _told.Clear();
            }

            _told[(host, reason)] = (time.GetTimestamp(), 0);
            return last.Untold;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No connection between this silo and {Host}: {Reason} ({Untold} more like this before)")]
    private static partial void LogRefused(ILogger logger, string host, string reason, int untold);
}
