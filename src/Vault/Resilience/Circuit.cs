using Coffer.Contracts;
using Polly;
using Polly.CircuitBreaker;
using CallOutcome = Coffer.Contracts.Outcome<Coffer.Vault.Wire.VaultAnswer>;

namespace Coffer.Vault.Resilience;

/// <summary>Polly's circuit breaker, plus opening and closing by what a probe saw.</summary>
internal sealed class Circuit
{
    private readonly VaultOptions _options;
    private readonly TimeProvider _time;
    private readonly CircuitBreakerManualControl _control = new();
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<CallOutcome> _pipeline;
    private readonly Lock _lock = new();
    private TimeSpan _hold;

    /// <summary>When the hold began: a timestamp, which a clock that is set does not move.</summary>
    private long _heldSince;

    /// <param name="options">Thresholds and pauses.</param>
    /// <param name="time">Clock.</param>
    /// <param name="opened">Told when calls stop.</param>
    /// <param name="closed">Told when calls may flow again.</param>
    public Circuit(VaultOptions options, TimeProvider time, Action opened, Action closed)
    {
        (_options, _time) = (options, time);
        _pipeline = new ResiliencePipelineBuilder<CallOutcome> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<CallOutcome>
            {
                FailureRatio = 0.5,
                MinimumThroughput = options.BreakAfter,
                SamplingDuration = options.BreakWindow,
                BreakDurationGenerator = args => ValueTask.FromResult(Pause(args.HalfOpenAttempts)),
                ShouldHandle = args => ValueTask.FromResult(IsHandled(args.Outcome)),
                OnOpened = _ => Tell(opened),
                OnClosed = _ => Tell(closed),
                ManualControl = _control,
                StateProvider = _state,
            })
            .Build();
    }

    public CircuitState State => _state.CircuitState;

    /// <summary>The last failure that spoke against the whole server.</summary>
    public Failure? LastFailure { get; private set; }

    /// <summary>What calls are refused for.</summary>
    public OutageReason Reason { get; } = new();

    /// <summary>
    /// Whether a call's failure speaks against the server as a whole. A 500 and a 4xx speak against one path or one tenant, and so does
    /// silence: <see cref="Stalls"/>.
    /// </summary>
    public static bool Counts(Failure? failure) => failure is { Kind: not FailureKind.Timeout } && OutageReason.Tells(failure);

    /// <summary>Time left of a hold; null when calls may be tried.</summary>
    public async Task<TimeSpan?> HeldAsync(CancellationToken cancellation)
    {
        if (State != CircuitState.Isolated)
        {
            return null;
        }

        var left = HoldLeft();
        if (left is null)
        {
            await _control.CloseAsync(cancellation);
        }

        return left;
    }

    /// <summary>Makes the call, or refuses it (no outcome) with the time to wait.</summary>
    public async Task<(CallOutcome? Outcome, TimeSpan RetryAfter)> RunAsync(
        Func<CancellationToken, Task<CallOutcome>> call, CancellationToken cancellation)
    {
        var context = ResilienceContextPool.Shared.Get(cancellation);
        try
        {
            var result = await _pipeline.ExecuteOutcomeAsync(
                static async (c, state) => Polly.Outcome.FromResult(await state(c.CancellationToken)), context, call);
            if (result.Exception is BrokenCircuitException broken)
            {
                return (null, broken.RetryAfter ?? HoldLeft() ?? _options.BreakMin);
            }

            result.ThrowIfException();
            return (result.Result, TimeSpan.Zero);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Opens it for a while, whatever the calls say. Holds in a row grow longer.</summary>
    public async Task OpenAsync(Failure reason, CancellationToken cancellation)
    {
        Note(reason);
        lock (_lock)
        {
            // Many failures of one moment are one hold.
            if (_time.GetElapsedTime(_heldSince) >= _hold)
            {
                _hold = TimeSpan.FromTicks(Math.Clamp(_hold.Ticks * 2, _options.BreakMin.Ticks, _options.BreakMax.Ticks));
                _heldSince = _time.GetTimestamp();
            }
        }

        if (State != CircuitState.Isolated)
        {
            await _control.IsolateAsync(cancellation);
        }
    }

    /// <summary>A probe found the server well.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        Trust();
        if (State != CircuitState.Closed)
        {
            await _control.CloseAsync(cancellation);
        }
    }

    /// <summary>The outage is over: the next hold starts short.</summary>
    public void Trust()
    {
        lock (_lock)
        {
            _hold = TimeSpan.Zero;
        }
    }

    private TimeSpan? HoldLeft()
    {
        lock (_lock)
        {
            var left = _hold - _time.GetElapsedTime(_heldSince);
            return left > TimeSpan.Zero ? left : null;
        }
    }

    private TimeSpan Pause(int failedTrials) =>
        TimeSpan.FromTicks(Math.Min(_options.BreakMin.Ticks << Math.Min(failedTrials, 16), _options.BreakMax.Ticks));

    private bool IsHandled(Polly.Outcome<CallOutcome> outcome)
    {
        // A trial call that its caller gave up proves nothing, so it must not close the circuit.
        if (outcome.Exception is OperationCanceledException)
        {
            return State == CircuitState.HalfOpen;
        }

        // A trial without an answer shows no working server either.
        if (outcome.Result?.Failure is not { } failure
            || !(Counts(failure) || (failure.Kind == FailureKind.Timeout && State == CircuitState.HalfOpen)))
        {
            return false;
        }

        Note(failure);
        return true;
    }

    private void Note(Failure failure)
    {
        LastFailure = failure;
        Reason.Note(failure);
    }

    private static ValueTask Tell(Action listener)
    {
        listener();
        return ValueTask.CompletedTask;
    }
}
