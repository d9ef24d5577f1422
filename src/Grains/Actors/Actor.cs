using System.Diagnostics.CodeAnalysis;
using Coffer.Grains.Observability;
using Coffer.Grains.Sharing;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Actors;

/// <summary>
/// The loop of every actor: calls only store facts and <see cref="Wake"/>; effects run in <see cref="TurnAsync"/>, one turn at a time,
/// in a budget of 20 s and never after the silo began to stop. A turn that throws is logged and tried again; the alarm is set anew
/// whatever happened. When its silo leaves it moves on, see <see cref="LocalActors"/>; a turn under way is finished before, but not the
/// wait for leave to begin one.
/// </summary>
internal abstract partial class Actor(ActorServices services) : Grain, IAlarmHandler, IMovable, IDisposable
{
    /// <summary>Whatever happens, a turn looks this often whether something is due.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromHours(24);

    /// <summary>
    /// Before it goes, one that is spent waits for news that may be on its way: at a start the feed of Secrets can be
    /// ahead of that of resources.
    /// </summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AfterBug = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BugsToldEvery = TimeSpan.FromMinutes(10);

    private Alarm? _alarm;
    private Task _turn = Task.CompletedTask;
    private DateTimeOffset? _spentSince;
    private DateTimeOffset? _bugToldAt;
    private int _bugs;
    private bool _turning;
    private volatile bool _working;
    private bool _leaving;
    private CancellationTokenSource? _waiting;
    private bool _wokenDuringTurn;
    private TurnSpan _span;

    bool IMovable.IsBusy => _working;

    protected ActorServices Services => services;

    protected DateTimeOffset Now => services.Time.GetUtcNow();

    /// <summary>
    /// True when there is nothing to look after: after a while the actor leaves memory, and the next call brings it back.
    /// </summary>
    protected virtual bool IsSpent => false;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        services.Actors.Join(this);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        StopAlarm();
        _waiting?.Cancel();
        services.Actors.Deactivate(this, reason);
        return _turn;
    }

    /// <summary>Also after an activation that failed, which is not deactivated.</summary>
    public void Dispose()
    {
        StopAlarm();
        services.Actors.Leave(this);
    }

    void IAlarmHandler.OnAlarm() => GrainContext.Scheduler.QueueAction(BeginTurn);

    /// <summary>Has the next turn begin as soon as possible.</summary>
    protected void Wake() => WakeAt(Now);

    /// <summary>Has a turn begin at this time, unless one is due earlier.</summary>
    protected void WakeAt(DateTimeOffset time)
    {
        _span.Note();
        if (_turning && time <= Now)
        {
            _wokenDuringTurn = true;
        }
        else if (_alarm is null || time < _alarm.At)
        {
            SetAlarm(time);
        }
    }

    /// <summary>Waits for leave to begin a turn; what is given back is disposed after it. Not counted against the turn's budget.</summary>
    protected virtual ValueTask<IDisposable?> AdmitAsync(CancellationToken cancellation) => ValueTask.FromResult<IDisposable?>(null);

    /// <summary>Does what is due and returns when the next turn is due.</summary>
    protected abstract Task<DateTimeOffset> TurnAsync(CancellationToken cancellation);

    private void SetAlarm(DateTimeOffset time)
    {
        CancelAlarm();
        var horizon = Now + Horizon;
        _alarm = _leaving ? null : services.Clock.Set(this, time < horizon ? time : horizon);
    }

    private void StopAlarm()
    {
        _leaving = true;
        CancelAlarm();
    }

    private void CancelAlarm()
    {
        if (_alarm is { } alarm)
        {
            services.Clock.Cancel(alarm);
            _alarm = null;
        }
    }

    private void BeginTurn()
    {
        if (_turning || _alarm is not { } alarm)
        {
            return;
        }

        if (alarm.At > Now)
        {
            // An alarm that was put off had rung already, or the wall clock was set back: this one must not be lost.
            SetAlarm(alarm.At);
            return;
        }

        CancelAlarm();
        if (IsOver())
        {
            DeactivateOnIdle();
            return;
        }

        _turning = true;
        _turn = RunTurnAsync();
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a grain's turn: a bug must not keep it from the next one.")]
    private async Task RunTurnAsync()
    {
        _wokenDuringTurn = false;
        var next = Now + AfterBug;
        try
        {
            using var leave = await WaitForLeaveAsync(services.Lifetime.Stopping);
            _working = true;
            next = await LimitedTurnAsync(services.Lifetime.Stopping);
        }
        catch (OperationCanceledException)
        {
            next = Now + TimeSpan.FromSeconds(1);
        }
        catch (Exception bug)
        {
            Complain(bug);
        }
        finally
        {
            // The task of a turn that is over would hold on to all that it worked with.
            (_turning, _working, _turn) = (false, false, Task.CompletedTask);
            var latest = Earlier(_alarm?.At ?? DateTimeOffset.MaxValue, IsSpent ? Now + Linger : DateTimeOffset.MaxValue);
            SetAlarm(_wokenDuringTurn ? Now : Earlier(next, latest));
        }
    }

    /// <summary>Once in a while: the turn is tried again every 10 s, and each line holds a stack.</summary>
    private void Complain(Exception bug)
    {
        _bugs++;
        if (_bugToldAt is { } told && Now - told < BugsToldEvery)
        {
            return;
        }

        LogBug(services.Log, bug, this.GetPrimaryKeyString(), GetType().Name, _bugs);
        (_bugToldAt, _bugs) = (Now, 0);
    }

    private bool IsOver()
    {
        _spentSince = IsSpent ? _spentSince ?? Now : null;
        return Now - _spentSince >= Linger;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private async Task<DateTimeOffset> LimitedTurnAsync(CancellationToken stopping)
    {
        using var span = _span.Begin(GetType().Name, this.GetPrimaryKeyString());
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

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{Grain} {Key}: a turn failed by a bug ({Times} times since it was last told); trying again every 10 s")]
    private static partial void LogBug(ILogger log, Exception exception, string key, string grain, int times);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Grain} {Key}: a turn was not done after {Seconds:F0} s and was given up; trying again in 10 s")]
    private static partial void LogLate(ILogger log, string key, string grain, double seconds);
}
