using System.Collections.Immutable;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Kv;

/// <summary>The latest states of one path, so that a lagging standby can answer from an older one.</summary>
internal sealed class History<T>
    where T : class
{
    /// <summary>Enough for a standby that lags some writes behind, without keeping all that was ever written.</summary>
    private const int Kept = 16;

    private ImmutableArray<(Instant At, T? State)> _states = [];

    public T? Latest => _states is [.., var last] ? last.State : null;

    public void Set(Instant at, T? state)
    {
        var states = _states.Length == Kept ? _states.RemoveAt(0) : _states;
        ImmutableInterlocked.InterlockedExchange(ref _states, states.Add((at, state)));
    }

    public T? At(Instant? seenUntil)
    {
        var states = _states;
        if (seenUntil is not { } until)
        {
            return states is [.., var last] ? last.State : null;
        }

        for (var i = states.Length - 1; i >= 0; i--)
        {
            if (states[i].At.UnixNanoseconds <= until.UnixNanoseconds)
            {
                return states[i].State;
            }
        }

        return states.Length == Kept ? states[0].State : null;
    }
}
