using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;
using Microsoft.Extensions.Logging;

namespace Coffer.Kube.Events;

/// <summary>Takes Events into a bounded queue and writes them in the background: an Event is a courtesy, and nothing waits for it or fails by it.</summary>
internal sealed partial class EventRecorder : IEventRecorder, IAsyncDisposable
{
    private const int Queue = 1000;

    /// <summary>Of one namespace: one that floods the queue loses its own Events, not the others'.</summary>
    private const int QueueOfNamespace = Queue / 4;
    private const int Attempts = 3;
    private const int MaxReason = 128;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Channel<PendingEvent> _queue = Channel.CreateBounded<PendingEvent>(new BoundedChannelOptions(Queue) { SingleReader = true });
    private readonly ConcurrentDictionary<string, int> _queued = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly IApiServer _api;
    private readonly KubeOptions _options;
    private readonly Jitter _jitter;
    private readonly KubeMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<EventRecorder> _log;
    private readonly EventLedger _ledger;
    private readonly Task _loop;

    public EventRecorder(IApiServer api, KubeOptions options, Jitter jitter, KubeMetrics metrics, TimeProvider time, ILogger<EventRecorder> log)
    {
        (_api, _options, _jitter, _metrics, _time, _log) = (api, options, jitter, metrics, time, log);
        _ledger = new EventLedger(time.GetUtcNow(), options.Silos);
        _loop = Task.Run(RunAsync);
    }

    public void Record(ObjectRef about, bool warning, string reason, string message)
    {
        var pending = new PendingEvent(about, warning, reason.Length > MaxReason ? reason[..MaxReason] : reason, Failures.Cut(message));
        if (_queued.AddOrUpdate(about.Key.Namespace, 1, (_, count) => count + 1) > QueueOfNamespace || !_queue.Writer.TryWrite(pending))
        {
            Taken(about.Key.Namespace);
            _metrics.Event("dropped");
        }
    }

    /// <summary>Writes what is queued, for at most 2 s.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        try
        {
            await _loop.WaitAsync(Farewell, _time);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync();
            await _loop;
        }

        _stop.Dispose();
    }

    private void Taken(string @namespace)
    {
        if (_queued.AddOrUpdate(@namespace, 0, (_, count) => count - 1) <= 0)
        {
            _queued.TryRemove(new KeyValuePair<string, int>(@namespace, 0));
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var pending in _queue.Reader.ReadAllAsync(_stop.Token))
            {
                Taken(pending.About.Key.Namespace);
                await WriteSafelyAsync(pending);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a background loop: one Event must not end all others.")]
    private async Task WriteSafelyAsync(PendingEvent pending)
    {
        try
        {
            var write = _ledger.Take(pending, _time.GetUtcNow());
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
                _ledger.Lost(pending);
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
            : ApiRequest.Patch(new ApiTarget(ApiType.Events, home, write.Name), MediaTypes.MergePatch, EventBody.Repeat(write)) with { Accept = MediaTypes.Metadata };
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Event {Reason} not written: {Failure}")]
    private static partial void LogFailed(ILogger log, string reason, Contracts.Failure failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {Reason} not written by a bug")]
    private static partial void LogBug(ILogger log, Exception exception, string reason);
}
