namespace Coffer.Kube.Watching;

/// <summary>Ends a stream that says nothing for too long, or that is due to be replaced.</summary>
internal sealed class ReadDeadline : IDisposable
{
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _due;
    private readonly CancellationTokenSource _any;
    private readonly TimeSpan _longest;

    public ReadDeadline(TimeSpan silence, TimeSpan overall, TimeProvider time, CancellationToken cancellation)
    {
        _longest = silence;
        _silence = new CancellationTokenSource(silence, time);
        _due = new CancellationTokenSource(
            overall > TimeSpan.Zero || overall == Timeout.InfiniteTimeSpan ? overall : TimeSpan.FromMilliseconds(1), time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _silence.Token, _due.Token);
    }

    public CancellationToken Token => _any.Token;

    public bool IsDue => _due.IsCancellationRequested;

    public void Heard() => _silence.CancelAfter(_longest);

    public void Dispose()
    {
        _any.Dispose();
        _due.Dispose();
        _silence.Dispose();
    }
}
