using System.Diagnostics.CodeAnalysis;
using Coffer.Contracts.Ports;

namespace Coffer.Silo.Schemas;

/// <summary>
/// Tells of CRDs of another release: what they drop from a manifest, nobody else but its author hears of. Each state is told once.
/// </summary>
internal sealed partial class SchemaService(IServedSchemas schemas, TimeProvider time, ILogger<SchemaService> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, string> _told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a background loop: the next look tries again.")]
    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            // An API server that does not answer is told of by the feeds.
            if ((await schemas.FindDroppedAsync(cancellation)).TryGet(out var dropped, out _))
            {
                Tell(dropped);
            }
        }
        catch (Exception bug) when (!cancellation.IsCancellationRequested)
        {
            LogBug(logger, bug);
        }
    }

    private void Tell(IReadOnlyList<DroppedFields> dropped)
    {
        var now = dropped.ToDictionary(fields => $"{fields.Kind.Plural}.{fields.Kind.Group}", fields => string.Join(", ", fields.Paths));
        foreach (var (definition, paths) in now.Where(pair => _told.GetValueOrDefault(pair.Key) != pair.Value))
        {
            LogDropped(logger, definition, paths);
            _told[definition] = paths;
        }

        foreach (var definition in _told.Keys.Except(now.Keys).ToList())
        {
            LogWhole(logger, definition);
            _told.Remove(definition);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The CRD {Definition} in the cluster is not of this release: the API server drops "
        + "{Paths} from manifests and status. Apply this release's CRDs, then the manifests that use these fields again")]
    private static partial void LogDropped(ILogger logger, string definition, string paths);

    [LoggerMessage(Level = LogLevel.Information, Message = "The CRD {Definition} has all fields of this release now")]
    private static partial void LogWhole(ILogger logger, string definition);

    [LoggerMessage(Level = LogLevel.Error, Message = "The look at the CRDs failed by a bug")]
    private static partial void LogBug(ILogger logger, Exception exception);
}
