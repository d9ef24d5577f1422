namespace Coffer.Silo.Clustering;

/// <summary>
/// Ends a connection before its time is up, in a moment without traffic: Orleans drops what is on its way when it closes a connection, and
/// whoever called would wait for its time-out. When there is no such moment, it ends when its time is up.
/// </summary>
internal sealed class Retirement : IAsyncDisposable
{
    /// <summary>Much longer than a message takes between two nodes, and than a busy processor holds it up.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    private readonly DuplexStream _wire;
    private readonly TlsPipe _pipe;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly ITimer _timer;
    private long _begun;
    private long _traffic;

    /// <param name="wire">Tells whether there is traffic.</param>
    /// <param name="pipe">What is ended.</param>
    /// <param name="life">The longest life, from now.</param>
    /// <param name="share">Part of it after which a quiet moment is waited for.</param>
    /// <param name="time">The clock.</param>
    public Retirement(DuplexStream wire, TlsPipe pipe, TimeSpan life, double share, TimeProvider time)
    {
        (_wire, _pipe, _time, _patience) = (wire, pipe, time, life * (1 - share));
        _timer = time.CreateTimer(static retirement => ((Retirement)retirement!).Look(), this, life * share, Quiet);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        var traffic = _wire.Traffic;
        var isQuiet = _begun != 0 && traffic == _traffic;
        _begun = _begun == 0 ? _time.GetTimestamp() : _begun;
        _traffic = traffic;
        if (isQuiet || _time.GetElapsedTime(_begun) >= _patience)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _pipe.Retire();
        }
    }
}
