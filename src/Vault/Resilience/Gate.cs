using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Wire;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace Coffer.Vault.Resilience;

/// <summary>
/// What stands before every call to one Vault: a circuit for the server, pauses for what hangs, and a budget of calls in flight with a
/// share for each namespace. A hung Vault fills its own gate and nobody else's, and a tenant's hanging path his own share of it.
/// </summary>
internal sealed class Gate
{
    private readonly VaultEndpoint _endpoint;
    private readonly VaultOptions _options;
    private readonly ILogger _logger;
    private readonly Budget _budget;
    private readonly Circuit _circuit;
    private readonly QuotaBackoff _quota;
    private readonly Stalls _stalls;
    private int _announcedOutage;

    public Gate(VaultEndpoint endpoint, VaultOptions options, TimeProvider time, ILogger logger)
    {
        (_endpoint, _options, _logger) = (endpoint, options, logger);
        _budget = new Budget(options.Concurrency, time);
        _quota = new QuotaBackoff(time);
        _stalls = new Stalls(options, time);
        _circuit = new Circuit(options, time, Opened, _budget.Shrink);
    }

    public CircuitState State => _circuit.State;

    public async Task<Outcome<VaultAnswer>> RunAsync(
        VaultCall call, Func<CancellationToken, Task<Outcome<VaultAnswer>>> send, CancellationToken cancellation)
    {
        if (await _circuit.HeldAsync(cancellation) is { } left)
        {
            return Refused(call, left);
        }

        if (_stalls.Pause(call) is { } paused)
        {
            return Stalled(call, paused);
        }

        // Answers at once, or makes the one trial that is due: nothing to queue for.
        if (State == CircuitState.Open)
        {
            return await TryAsync(call, send, cancellation);
        }

        if (!await _budget.EnterAsync(call.Consumer, _options.QueueTimeout, cancellation))
        {
            var waited = $"{_options.QueueTimeout.TotalSeconds:0.###} s";
            return VaultErrors.Create(
                _endpoint, call, FailureKind.Timeout, $"not sent: no earlier call to {_endpoint} made room within {waited}");
        }

        try
        {
            return await NotedAsync(call, send, cancellation);
        }
        finally
        {
            _budget.Leave(call.Consumer);
        }
    }

    private async Task<Outcome<VaultAnswer>> NotedAsync(
        VaultCall call, Func<CancellationToken, Task<Outcome<VaultAnswer>>> send, CancellationToken cancellation)
    {
        // What it queued behind may have been without an answer.
        if (_stalls.Enter(call) is { } paused)
        {
            return Stalled(call, paused);
        }

        Outcome<VaultAnswer>? sent = null;
        try
        {
            return await TryAsync(call, async token => sent = await send(token), cancellation);
        }
        finally
        {
            _stalls.Ended(call, sent);
        }
    }

    /// <summary>Takes note of a probe that was made outside the gate.</summary>
    public async Task ProbedAsync(Failure? failure, CancellationToken cancellation)
    {
        if (failure is null)
        {
            await _circuit.CloseAsync(cancellation);
            Recovered();
        }
        else if (OutageReason.Tells(failure))
        {
            await _circuit.OpenAsync(failure, cancellation);
        }
    }

    private async Task<Outcome<VaultAnswer>> TryAsync(
        VaultCall call, Func<CancellationToken, Task<Outcome<VaultAnswer>>> send, CancellationToken cancellation)
    {
        var (outcome, retryAfter) = await _circuit.RunAsync(send, cancellation);
        if (outcome is null)
        {
            return Refused(call, retryAfter);
        }

        if (Circuit.Counts(outcome.Failure))
        {
            await FailedAsync(outcome.Failure!, cancellation);
            return outcome;
        }

        if (outcome.Failure is { Kind: FailureKind.Timeout })
        {
            return outcome;
        }

        Answered();
        return outcome.Failure is { Kind: FailureKind.Throttled, RetryAfter: null } throttled
            ? throttled with { RetryAfter = _quota.Next() }
            : outcome;
    }

    private async Task FailedAsync(Failure failure, CancellationToken cancellation)
    {
        // While the budget grows back, one failure says that the outage is not over.
        if (_budget.IsRamping)
        {
            await _circuit.OpenAsync(failure, cancellation);
        }
    }

    private void Answered()
    {
        Recovered();
        _budget.Grow();
        if (!_budget.IsRamping)
        {
            _circuit.Trust();
        }
    }

    private Failure Refused(VaultCall call, TimeSpan retryAfter)
    {
        var reason = _circuit.Reason.Words is { } words ? $": {words}" : "";
        var text = $"not sent: calls to {_endpoint} are paused after failures{reason}";
        return VaultErrors.Create(_endpoint, call, FailureKind.CircuitOpen, text) with { RetryAfter = retryAfter };
    }

    /// <summary>For the caller's own namespace: it may hear of its own mount.</summary>
    private Failure Stalled(VaultCall call, TimeSpan retryAfter)
    {
        var whose = call.Consumer.Length == 0 ? "" : $" for namespace {call.Consumer}";
        var text =
            $"not sent: calls to {Stalls.Mount(call)}/{whose} through {_endpoint} are paused, because the last ones had no answer in time";
        return VaultErrors.Create(_endpoint, call, FailureKind.CircuitOpen, text) with { RetryAfter = retryAfter };
    }

    // Trials open and close the circuit many times in one outage; people hear of its start and its end.
    private void Opened()
    {
        if (Interlocked.Exchange(ref _announcedOutage, 1) == 0)
        {
            VaultLog.CircuitOpened(_logger, _endpoint.Connection, _circuit.LastFailure?.Message ?? "");
        }
    }

    private void Recovered()
    {
        if (State != CircuitState.Closed)
        {
            return;
        }

        _circuit.Reason.Clear();
        if (Interlocked.Exchange(ref _announcedOutage, 0) == 1)
        {
            VaultLog.CircuitClosed(_logger, _endpoint.Connection);
        }
    }
}
