using System.Diagnostics.CodeAnalysis;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;
using Microsoft.Extensions.Logging;

namespace Coffer.Kube.Events;

/// <summary>
/// Takes Events into a bounded queue and writes them in the background: an Event is a courtesy, and nothing waits for it or fails by it.
/// </summary>
internal sealed partial class EventRecorder : IEventRecorder, IAsyncDisposable
{
    private const int Attempts = 3;
    private const int MaxReason = 128;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly IApiServer _api;
    private readonly KubeOptions _options;
    private readonly Jitter _jitter;
    private readonly KubeMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<EventRecorder> _log;
    private readonly Lock _books = new();
    private readonly EventLedger _ledger;
    private readonly EventQueue _queue;

    public EventRecorder(
        IApiServer api, KubeOptions options, Jitter jitter, KubeMetrics metrics, TimeProvider time, ILogger<EventRecorder> log)
    {
        (_api, _options, _jitter, _metrics, _time, _log) = (api, options, jitter, metrics, time, log);
        _ledger = new EventLedger(time.GetUtcNow(), options.Silos);
        // What waits for Events leaves most requests to what people wait for.
        _queue = new EventQueue(Math.Max(1, options.MaxRequestsInFlight / 4), WriteSafelyAsync);
    }

    public void Record(ObjectRef about, bool warning, string reason, string message)
    {
        var pending = new PendingEvent(about, warning, ShortText.Head(reason, MaxReason), Failures.Cut(message));
        if (!_queue.TryAdd(pending))
        {
            _metrics.Event("dropped");
        }
    }

    /// <summary>Writes what is queued, for at most 2 s.</summary>
    public async ValueTask DisposeAsync()
    {
        var written = _queue.CompleteAsync();
        try
        {
            await written.WaitAsync(Farewell, _time);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync();
            await written;
        }

        _stop.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a background task: one Event must not keep its namespace's place.")]
    private async Task WriteSafelyAsync(PendingEvent pending)
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        try
        {
            var write = Take(pending);
            _metrics.Event(write is null ? "suppressed" : await WriteAsync(pending, write) ? "written" : "failed");
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception bug)
        {
            LogBug(_log, bug, pending.Reason);
        }
    }

    private async Task<bool> WriteAsync(PendingEvent pending, EventWrite write)
    {
        for (var attempt = 1; ; attempt++)
        {
            var problem = (await _api.SendAsync(Request(pending, write), _stop.Token)).Problem;
            if (problem is null)
            {
                return true;
            }

            if (problem.Code == 404 && !write.IsNew)
            {
                // It has expired: API servers keep Events for an hour by default.
                write = write with { IsNew = true };
            }
            else if (attempt == Attempts || !problem.Failure.IsTransient || problem.Code == 409)
            {
                Lose(pending);
                LogFailed(_log, pending.Reason, problem.Failure);
                return false;
            }
            else
            {
                var wait = _jitter.BackOff(_options.BackOffFirst, _options.BackOffAtMost, attempt - 1);
                await Task.Delay(problem.Failure.RetryAfter is { } asked && asked > wait ? asked : wait, _time, _stop.Token);
            }
        }
    }

    private EventWrite? Take(PendingEvent pending)
    {
        lock (_books)
        {
            return _ledger.Take(pending, _time.GetUtcNow());
        }
    }

    private void Lose(PendingEvent pending)
    {
        lock (_books)
        {
            _ledger.Lost(pending);
        }
    }

    private ApiRequest Request(PendingEvent pending, EventWrite write)
    {
        var home = pending.About.Key.Namespace is { Length: > 0 } ns ? ns : "default";
        return write.IsNew
            ? new ApiRequest("create", new ApiTarget(ApiType.Events, home))
            {
                Method = HttpMethod.Post,
                Accept = MediaTypes.Metadata,
                Body = EventBody.Create(pending, write, home, _options.Instance),
            }
            : ApiRequest.Patch(new ApiTarget(ApiType.Events, home, write.Name), MediaTypes.MergePatch, EventBody.Repeat(write)) with
            {
                Accept = MediaTypes.Metadata,
            };
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Event {Reason} not written: {Failure}")]
    private static partial void LogFailed(ILogger log, string reason, Contracts.Failure failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {Reason} not written by a bug")]
    private static partial void LogBug(ILogger log, Exception exception, string reason);
}
