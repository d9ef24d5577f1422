using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Domain.Workloads;
using Coffer.Grains.Actors;
using Coffer.Grains.Feeds;
using Coffer.Grains.Placement;

namespace Coffer.Grains.Workloads;

/// <summary>
/// One workload: collects the restart requests of many sources and carries them out in few patches. Its state moves with it; if its silo
/// dies, the sources ask again, for theirs is the journal. Held in memory while something is pending; otherwise it may be collected,
/// because the workload's annotations tell what was done.
/// </summary>
[OwnerPlacement]
internal sealed class WorkloadGrain(ActorServices services, IWorkloads workloads, IReceivers receivers, RestartOptions options)
    : Actor(services), IWorkloadGrain, IGrainMigrationParticipant
{
    private const string StateKey = "coffer.workload";

    /// <summary>Longer than any wait between two turns while something is pending, but for the minimum interval.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private WorkloadState _state = WorkloadState.Initial;

    private WorkloadRef Workload => WorkloadRef.Parse(this.GetPrimaryKeyString());

    public Task Restart(RestartCommand command)
    {
        var before = _state;
        (_state, var settled) = WorkloadDecider.Ask(_state, command.Source, command.Stamp, Now);
        if (_state != before)
        {
            Services.Observability.Metrics.Commanded(before.Sources.GetValueOrDefault(command.Source)?.Pending is not null);
        }

        if (settled is not null)
        {
            Report(command.Source, settled);
        }

        Wake();
        return Task.CompletedTask;
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        Wake();
    }

    public void OnDehydrate(IDehydrationContext dehydrationContext) =>
        dehydrationContext.TryAddValue(StateKey, JsonSerializer.SerializeToUtf8Bytes(_state));

    public void OnRehydrate(IRehydrationContext rehydrationContext) =>
        _state = HandOver.Read(rehydrationContext, StateKey, static json => JsonSerializer.Deserialize<WorkloadState>(json)) ?? _state;

    protected override async Task<DateTimeOffset> TurnAsync(CancellationToken cancellation)
    {
        if (WorkloadDecider.Next(_state, options, Now) is WorkloadStep.Patch patch)
        {
            var outcome = await workloads.RestartAsync(Workload, [.. patch.Requests.Values], Now, cancellation);
            Services.Observability.Metrics.Restarted(patch.Requests.Count, outcome);
            (_state, var reports) = WorkloadDecider.Settle(_state, patch, outcome, Now);
            foreach (var (source, settled) in reports)
            {
                Report(source, settled);
            }
        }

        return Until(WorkloadDecider.Next(_state, options, Now));
    }

    private DateTimeOffset Until(WorkloadStep next)
    {
        if (next is WorkloadStep.Idle)
        {
            return DateTimeOffset.MaxValue;
        }

        var until = next is WorkloadStep.Wait wait ? wait.Until : Now;
        DelayDeactivation(until - Now + Grace);
        return until;
    }

    /// <summary>One way: a lost report is made good when the source asks again.</summary>
    private void Report(ResourceRef source, Settlement settled) => receivers.Secret(source)?
        .RestartReported(new RestartReport(Workload, settled.Id, settled.Effect, settled.Problem, settled.At)).Ignore();
}
