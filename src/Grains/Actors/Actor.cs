using System.Diagnostics.CodeAnalysis;
using Coffer.Grains.Seeing;
using Coffer.Grains.Sharing;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Actors;

/// <summary>
/// The loop of every actor: calls only store facts and <see cref="Wake"/>; effects run in <see cref="TurnAsync"/>, one turn at a time, in a budget of 20 s and never after the silo began to stop.
/// A turn that throws is logged and tried again; the timer is armed anew whatever happened. When its silo leaves it moves on, see <see cref="LocalActors"/>.
/// </summary>
internal abstract partial class Actor(ActorServices services) : Grain, IMovable, IDisposable
{
    /// <summary>A one-shot timer that throws is dead, so a tick comes at least this often.</summary>
    private static readonly TimeSpan Backstop = TimeSpan.FromMinutes(10);

    /// <summary>The longest time a timer is set for.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromHours(24);

    /// <summary>Before it goes, one that is spent waits for news that may be on its way: at a start the feed of Secrets can be ahead of that of resources.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AfterBug = TimeSpan.FromSeconds(10);

    private IGrainTimer? _timer;
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;
    private DateTimeOffset? _spentSince;
    private bool _turning;
    private volatile bool _working;
    private CancellationTokenSource? _waiting;
    private bool _wokenDuringTurn;
    private Cause _cause;

    bool IMovable.IsBusy => _working;

    protected ActorServices Services => services;

    protected DateTimeOffset Now => services.Time.GetUtcNow();

    /// <summary>True when there is nothing to look after: after a while the actor leaves memory, and the next call brings it back.</summary>
    protected virtual bool IsSpent => false;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Backstop) { Interleave = true });
        services.Actors.Join(this);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        services.Actors.Deactivate(this, reason);
        return Task.CompletedTask;
    }

    void IMovable.StopWaiting() => _waiting?.Cancel();

    /// <summary>Also after an activation that failed, which is not deactivated.</summary>
    public void Dispose() => services.Actors.Leave(this);

    /// <summary>Has the next turn begin as soon as possible.</summary>
    protected void Wake() => WakeAt(Now);

    /// <summary>Has a turn begin at this time, unless one is due earlier.</summary>
    protected void WakeAt(DateTimeOffset time)
    {
        _cause.Note();
        if (_turning)
        {
            _wokenDuringTurn |= time <= Now;
        }

        // A tick that should have come by now may be lost (Orleans drops one when an activation moves): news must not wait for the backstop behind it.
        if (time < _armedFor || !_turning && _armedFor <= Now)
        {
            Arm(time);
        }
    }

    /// <summary>Waits for leave to begin a turn; what is given back is disposed after it. Not counted against the turn's budget.</summary>
    protected virtual ValueTask<IDisposable?> AdmitAsync(CancellationToken cancellation) => ValueTask.FromResult<IDisposable?>(null);

    /// <summary>Does what is due and returns when the next turn is due.</summary>
    protected abstract Task<DateTimeOffset> TurnAsync(CancellationToken cancellation);

    private void Arm(DateTimeOffset time)
    {
        _armedFor = time;
        var due = time - Now;
        _timer?.Change(due < TimeSpan.Zero ? TimeSpan.Zero : due > Horizon ? Horizon : due, Backstop);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a grain's turn: a bug must not kill the timer.")]
    private async Task TickAsync(CancellationToken deactivating)
    {
        if (_turning)
        {
            return;
        }

        if (Now < _armedFor && _armedFor - Now < Horizon)
        {
            // The timer's clock runs a little ahead of the wall clock: without arming anew the next tick would be the backstop's.
            Arm(_armedFor);
            return;
        }

        if (IsOver())
        {
            DeactivateOnIdle();
            return;
        }

        _turning = true;
        _wokenDuringTurn = false;
        _armedFor = DateTimeOffset.MaxValue;
        var next = Now + AfterBug;
        try
        {
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(deactivating, services.Lifetime.Stopping);
            using var leave = await WaitForLeaveAsync(stopping.Token);
            _working = true;
            next = await LimitedTurnAsync(stopping.Token);
        }
        catch (OperationCanceledException)
        {
            next = Now + TimeSpan.FromSeconds(1);
        }
        catch (Exception bug)
        {
            LogBug(services.Log, bug, this.GetPrimaryKeyString(), GetType().Name);
        }
        finally
        {
            (_turning, _working) = (false, false);
            var latest = IsSpent ? Earlier(_armedFor, Now + Linger) : _armedFor;
            Arm(_wokenDuringTurn ? Now : Earlier(next, latest));
        }
    }

    private bool IsOver()
    {
        _spentSince = IsSpent ? _spentSince ?? Now : null;
        return Now - _spentSince >= Linger;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private async Task<DateTimeOffset> LimitedTurnAsync(CancellationToken stopping)
    {
        using var span = _cause.Begin(GetType().Name, this.GetPrimaryKeyString());
        using var limit = new CancellationTokenSource(Budget, services.Time);
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        try
        {
            return await TurnAsync(budget.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            LogLate(services.Log, this.GetPrimaryKeyString(), GetType().Name, Budget.TotalSeconds);
            return Now + AfterBug;
        }
    }

    private async ValueTask<IDisposable?> WaitForLeaveAsync(CancellationToken stopping)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _waiting = waiting;
        try
        {
            return await AdmitAsync(waiting.Token);
        }
        finally
        {
            _waiting = null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Grain} {Key}: a turn failed by a bug; trying again in 10 s")]
    private static partial void LogBug(ILogger log, Exception exception, string key, string grain);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Grain} {Key}: a turn was not done after {Seconds:F0} s and was given up; trying again in 10 s")]
    private static partial void LogLate(ILogger log, string key, string grain, double seconds);
}
