namespace Coffer.Grains.Actors;

/// <summary>
/// A grain's answer as one silo holds it for all its dependents: asked for again when it was last checked more than 10 s ago, once for all
/// who want it meanwhile. Work runs outside of the callers' schedulers: a caller that goes away holds up nobody. Thread-safe.
/// </summary>
internal abstract class CachedReply<TReply>(TimeProvider time)
    where TReply : class
{
    protected static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private TReply? _held;
    private DateTimeOffset _checkedAt;
    private Task<TReply>? _flight;
    private int _epoch;

    protected DateTimeOffset Now => time.GetUtcNow();

    /// <summary>What is held, null for nothing, and when it was last checked.</summary>
    protected (TReply? Reply, DateTimeOffset CheckedAt) Held
    {
        get
        {
            lock (_gate)
            {
                return (_held, _checkedAt);
            }
        }
    }

    /// <summary>Counts the calls of <see cref="Forget"/>: what was asked for before one is not held after it.</summary>
    protected int Epoch
    {
        get
        {
            lock (_gate)
            {
                return _epoch;
            }
        }
    }

    /// <summary>Something changed: the next who asks gets a new answer.</summary>
    public virtual void Forget()
    {
        lock (_gate)
        {
            _epoch++;
            _checkedAt = DateTimeOffset.MinValue;
            _flight = null;
        }
    }

    /// <summary>What is held where it was checked lately, otherwise a new answer.</summary>
    /// <param name="isUsable">Whether what is held may be given out.</param>
    protected Task<TReply> AnswerAsync(bool isUsable)
    {
        lock (_gate)
        {
            if (isUsable && _held is { } held && Now - _checkedAt < CheckEvery)
            {
                return Task.FromResult(held);
            }

            var epoch = _epoch;
            return _flight ??= Task.Run(() => FetchAsync(epoch));
        }
    }

    /// <summary>Holds an answer that came in another way.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="epoch">When it was asked for.</param>
    protected void Hold(TReply reply, int epoch)
    {
        lock (_gate)
        {
            if (epoch == _epoch)
            {
                Hold(reply);
            }
        }
    }

    /// <summary>Asks the grain. Never throws but for a bug.</summary>
    protected abstract Task<TReply> CallAsync();

    /// <summary>Whether what is held stays, and is given out instead of a new answer that is worse.</summary>
    protected abstract bool Keeps(TReply held, DateTimeOffset checkedAt, TReply reply);

    /// <summary>Whether an answer is worth being held.</summary>
    protected abstract bool IsWorthHolding(TReply reply);

    /// <summary>Another answer took the place of the one that was held.</summary>
    protected abstract void OnReplaced(TReply before, TReply reply);

    /// <summary>However it ends: a flight that failed by a bug must not be everybody's answer for ever.</summary>
    private async Task<TReply> FetchAsync(int epoch)
    {
        try
        {
            return Settle(await CallAsync(), epoch);
        }
        finally
        {
            lock (_gate)
            {
                _flight = epoch == _epoch ? null : _flight;
            }
        }
    }

    private TReply Settle(TReply reply, int epoch)
    {
        lock (_gate)
        {
            if (epoch != _epoch)
            {
                return reply;
            }

            if (_held is { } held && Keeps(held, _checkedAt, reply))
            {
                _checkedAt = Now;
                return held;
            }

            Hold(reply);
            return reply;
        }
    }

    private void Hold(TReply reply)
    {
        var before = _held;
        (_held, _checkedAt) = (IsWorthHolding(reply) ? reply : null, Now);
        if (before is not null)
        {
            OnReplaced(before, reply);
        }
    }
}
