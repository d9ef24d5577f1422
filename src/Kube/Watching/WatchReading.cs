using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Kube.Api;

namespace Coffer.Kube.Watching;

/// <summary>Reads one open watch to its end.</summary>
internal sealed class WatchReading(ApiRequest request, WatchReceiver receiver, ReadDeadline deadline, TimeProvider time, string from)
{
    /// <summary>No object of the API server comes near this: what is longer is not a line.</summary>
    private const long LongestLine = 32 * 1024 * 1024;

    /// <summary>A watch that lived so long was a real one, and the next may begin at once.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    private readonly long _opened = time.GetTimestamp();
    private string _version = from;
    private bool _moved;
    private WatchEnd? _end;

    private bool IsSettled => _moved || time.GetElapsedTime(_opened) >= Settled;

    /// <summary>Versions of one kind are compared as numbers.</summary>
    public static bool IsBefore(string version, string other) =>
        ResourceVersions.NumberOrZero(version) < ResourceVersions.NumberOrZero(other);

    [SuppressMessage("Design", "CA1031", Justification = "The edge of an adapter call: each failure of the stream becomes a value.")]
    public async Task<WatchEnd> ReadAsync(Stream content, CancellationToken cancellation)
    {
        var pipe = PipeReader.Create(content, new StreamPipeReaderOptions(bufferSize: WatchLoop.ReadBuffer, leaveOpen: true));
        try
        {
            return await ReadLinesAsync(pipe);
        }
        catch (Exception error)
        {
            cancellation.ThrowIfCancellationRequested();
            return OnError(error);
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private async Task<WatchEnd> ReadLinesAsync(PipeReader pipe)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(deadline.Token);
            deadline.Heard();
            var rest = read.Buffer;
            while (_end is null && TryReadLine(ref rest, out var line))
            {
                Take(line);
            }

            pipe.AdvanceTo(rest.Start, rest.End);
            if (rest.Length > LongestLine)
            {
                throw new JsonException("a line without end");
            }

            if (_end is not null || read.IsCompleted)
            {
                return _end ?? new WatchEnd(_version, "closed", null, IsSettled);
            }
        }
    }

    private WatchEnd OnError(Exception error)
    {
        if (error is OperationCanceledException && deadline.IsDue)
        {
            return new WatchEnd(null, "relist", null, true);
        }

        return error switch
        {
            OperationCanceledException => new WatchEnd(
                _version, "silent", new Failure(FailureKind.Timeout, $"{request}: nothing heard, not even a bookmark"), IsSettled),
            JsonException => new WatchEnd(_version, "malformed", Failures.Unreadable(request, error), IsSettled),
            _ => new WatchEnd(_version, "dropped", Failures.FromTransport(request, error).Failure, IsSettled),
        };
    }

    private void Take(ReadOnlySequence<byte> bytes)
    {
        var line = WatchLine.Parse(bytes);
        if (line.Type != "ERROR" && line.ResourceVersion() is { } version && IsBefore(version, _version))
        {
            // Another past, or an API server that lags behind: none of it is to be believed before a list has told which.
            _end = new WatchEnd(null, "went-back", null, true);
            return;
        }

        switch (line.Type)
        {
            case "ADDED" or "MODIFIED":
                MoveTo(receiver.Item(line.Object, deleted: false) ?? line.ResourceVersion());
                break;
            case "DELETED":
                MoveTo(receiver.Item(line.Object, deleted: true) ?? line.ResourceVersion());
                break;
            case "BOOKMARK":
                MoveTo(line.ResourceVersion());
                receiver.Progress(_version);
                break;
            case "ERROR":
                _end = OnErrorEvent(line);
                break;
            default:
                break;
        }

        if (receiver.IsFaulted)
        {
            _end ??= new WatchEnd(null, "sink-fault", null, false);
        }
    }

    private void MoveTo(string? version)
    {
        _moved = true;
        _version = version ?? _version;
    }

    private WatchEnd OnErrorEvent(WatchLine line)
    {
        var status = line.Status();
        if (status is { Code: 410 })
        {
            return new WatchEnd(null, "expired", null, IsSettled);
        }

        var problem = Failures.FromAnswer(request, status?.Code ?? 500, line.Object.ToArray(), null);
        return new WatchEnd(_version, "error", problem.Failure, IsSettled);
    }

    private static bool TryReadLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }
}
