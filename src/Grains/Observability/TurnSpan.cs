using System.Diagnostics;
using Coffer.Contracts;

namespace Coffer.Grains.Observability;

/// <summary>
/// What a turn is the answer to. Calls only store facts and the turn runs from a timer, where nothing of the call is left: so the call's
/// span is noted with the fact, and the turn's span becomes its child. One reference per actor, and none while nobody traces.
/// </summary>
internal struct TurnSpan
{
    private string? _span;

    /// <summary>A call stores a fact. What an actor's own turn does is no new cause, or turns would hang on each other for ever.</summary>
    public void Note()
    {
        if (Activity.Current is { } span && span.Source != Traces.Source)
        {
            _span = span.Id;
        }
    }

    /// <summary>Begins the span of a turn: below what caused it, or a trace of its own when its time had come.</summary>
    /// <param name="actor">Kind of the actor.</param>
    /// <param name="key">Its key.</param>
    public Activity? Begin(string actor, string key)
    {
        var span = _span;
        _span = null;
        if (!Traces.Source.HasListeners())
        {
            return null;
        }

        Activity.Current = null;
        return Traces.Source.StartActivity($"{actor} turn", ActivityKind.Internal, span)?.SetTag("coffer.key", key);
    }
}
