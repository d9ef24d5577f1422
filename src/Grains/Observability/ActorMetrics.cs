using System.Diagnostics.Metrics;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Secrets;
using Coffer.Domain.Workloads;

namespace Coffer.Grains.Observability;

/// <summary>
/// What actors do, counted: meter <c>Coffer.Actors</c>. Tags name kinds, reasons, outcomes and VaultAuths, never secrets.
/// </summary>
internal sealed class ActorMetrics : IDisposable
{
    private readonly Meter _meter = new("Coffer.Actors");
    private readonly Counter<long> _syncs;
    private readonly Counter<long> _appends;
    private readonly Counter<long> _logins;
    private readonly Counter<long> _commanded;
    private readonly Counter<long> _coalesced;
    private readonly Counter<long> _restarts;

    public ActorMetrics()
    {
        _syncs = _meter.CreateCounter<long>("coffer.syncs", "{sync}", "Tries to bring a Secret in step, by why and what came of them");
        _appends = _meter.CreateCounter<long>("coffer.journal.appends", "{append}", "Appends to journals, by kind of resource and outcome");
        _logins = _meter.CreateCounter<long>("coffer.logins", "{login}", "Logins, by VaultAuth and outcome");
        _commanded = _meter.CreateCounter<long>("coffer.restarts.commanded", "{restart}", "Restarts that secrets asked for");
        _coalesced = _meter.CreateCounter<long>(
            "coffer.restarts.coalesced", "{restart}", "Restarts asked for that another one of the same workload covered");
        _restarts = _meter.CreateCounter<long>("coffer.restarts", "{restart}", "Restarts of workloads carried out, by effect");
    }

    public Meter Meter => _meter;

    public void Synced(SyncReason reason, SyncFact fact) => _syncs.Add(1, new("reason", reason.ToString()), new("outcome", Outcome(fact)));

    public void Appended(string kind, Appended outcome) => _appends.Add(1, new("kind", kind), new("outcome", Outcome(outcome)));

    public void LoggedIn(ObjectKey auth, Failure? failure) =>
        _logins.Add(1, new("auth", auth.ToString()), new("outcome", failure?.Kind.ToString() ?? "Ok"));

    public void Commanded(bool replacesAnother)
    {
        _commanded.Add(1);
        Coalesced(replacesAnother ? 1 : 0);
    }

    public void Restarted(int requests, Outcome<RestartEffect> outcome)
    {
        _restarts.Add(1, new KeyValuePair<string, object?>(
            "effect", outcome.TryGet(out var effect, out var failure) ? effect.ToString() : failure.Kind.ToString()));
        Coalesced(failure is not null && WorkloadDecider.MayPass(failure) ? 0 : requests - 1);
    }

    public void Dispose() => _meter.Dispose();

    private void Coalesced(int count)
    {
        if (count > 0)
        {
            _coalesced.Add(count);
        }
    }

    private static string Outcome(SyncFact fact) => fact switch
    {
        SyncFact.InStep inStep => inStep.Effect == WriteEffect.None ? "Unchanged" : inStep.Effect.ToString(),
        SyncFact.Failed failed => failed.Problem.Reason,
        SyncFact.Stale => "Stale",
        _ => "Replacing",
    };

    private static string Outcome(Appended outcome) => outcome switch
    {
        Contracts.Ports.Appended.Stored => "Stored",
        Contracts.Ports.Appended.Conflict => "Conflict",
        Contracts.Ports.Appended.Gone => "Gone",
        Contracts.Ports.Appended.Rejected => "Rejected",
        _ => "Unavailable",
    };
}
