using System.Diagnostics.Metrics;
using System.Net;

namespace Coffer.Silo.Clustering;

/// <summary>
/// Counts refused connections, meter <c>Coffer.Clustering</c>, and tells of them: each host and reason once a minute,
/// however often it knocks.
/// </summary>
internal sealed partial class Refusals : IDisposable
{
    private const int Remembered = 256;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _one = new();
    private readonly Dictionary<(string Host, string Reason), (long At, int Untold)> _told = [];
    private readonly TimeProvider _time;
    private readonly ILogger<Refusals> _logger;
    private readonly Meter _meter = new("Coffer.Clustering");
    private readonly Counter<long> _refused;

    public Refusals(TimeProvider time, ILogger<Refusals> logger)
    {
        (_time, _logger) = (time, logger);
        _refused = _meter.CreateCounter<long>(
            "coffer.silo.connections.refused", "{connection}", "Connections between silos that one side refused, by why");
    }

    public Meter Meter => _meter;

    public void Tell(EndPoint? peer, Refusal refusal)
    {
        _refused.Add(1, new KeyValuePair<string, object?>("why", refusal.Why.ToString()));
        var (host, reason) = (Host(peer), refusal.Reason);
        if (Count(host, reason) is { } untold)
        {
            LogRefused(_logger, host, reason, untold);
        }
    }

    public void Dispose() => _meter.Dispose();

    private static string Host(EndPoint? peer) => (peer as IPEndPoint)?.Address.ToString() ?? "unknown";

    /// <summary>How many were not told since the last one that was; null when this one is not told either.</summary>
    private int? Count(string host, string reason)
    {
        lock (_one)
        {
            if (_told.TryGetValue((host, reason), out var last) && _time.GetElapsedTime(last.At) < Quiet)
            {
                _told[(host, reason)] = (last.At, last.Untold + 1);
                return null;
            }

            if (_told.Count >= Remembered)
            {
                _told.Clear();
            }

            _told[(host, reason)] = (_time.GetTimestamp(), 0);
            return last.Untold;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "No connection between this silo and {Host}: {Reason} ({Untold} more like this before)")]
    private static partial void LogRefused(ILogger logger, string host, string reason, int untold);
}
