using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Workloads;
using Coffer.Domain.Text;

namespace Coffer.Domain.Secrets;

/// <summary>Which changes roll workloads, and what became of that.</summary>
public static class Restarts
{
    /// <summary>
    /// One change of content is one request, whatever else happened: a first sync, a repair, a new version with equal values and a content
    /// that only the journal has lost are none.
    /// </summary>
    public static SecretEvent.RestartRequested? Request(ISecretResource resource, SecretState state, SyncFact.InStep fact)
    {
        var changed = state.Snapshot.RestartDigest is { } before && state.IsComparable(fact.Content.KeyId)
            ? before != fact.Content.RestartDigest
            : fact.Effect == WriteEffect.ChangedOurs;
        if (!changed || fact.Effect == WriteEffect.Restored || !resource.HmacSecretData
            || resource.RolloutRestartTargets is not { Count: > 0 } targets)
        {
            return null;
        }

        var names = targets.Select(target => $"{target.Kind}/{target.Name}").Distinct();
        return new SecretEvent.RestartRequested(
            RestartId.Next(state.Snapshot.RestartId, fact.Content.At, fact.Content.RestartDigest), [.. names]);
    }

    /// <summary>After reports of workloads. A report of an older request, or of a workload that is settled, says nothing new.</summary>
    public static IReadOnlyList<SecretEvent> Reported(SecretState state, IEnumerable<RestartReport> reports) =>
    [
        .. from report in reports
           let target = $"{report.Workload.Kind}/{report.Workload.Name}"
           where report.Id == state.Snapshot.RestartId && (state.Snapshot.RestartTargetsPending ?? []).Contains(target)
           group report by target into settled
           select Of(state, settled.Key, settled.Last()) into told
           where told is not null
           select told,
    ];

    private static SecretEvent? Of(SecretState state, string target, RestartReport last) =>
        last.Effect is not null || last.Problem is not { } failure || !WorkloadDecider.MayPass(failure)
            ? new SecretEvent.RestartSettled(target, last.Id, last.Effect, last.Problem?.Message ?? "")
        : state.Outcomes.Any(told => told.Target == target && told.Effect == RestartOutcome.Delayed) ? null
        : new SecretEvent.RestartDelayed(target, last.Id, failure.Message);

    /// <summary>
    /// The targets of a request that a workload can be found for, and what is to be told of the others. Anybody may write a status, and
    /// another release may have taken other names.
    /// </summary>
    public static (IReadOnlyList<string> Sound, IReadOnlyList<RestartReport> Others) Commandable(
        string @namespace, string id, IReadOnlyCollection<string> targets, DateTimeOffset now)
    {
        var sound = targets.Where(SecretSpecRules.IsTarget).Take(SpecLimits.RestartTargets).ToList();
        var others = targets.Except(sound).Select(target => target.Split('/', 2))
            .Where(static parts => parts.Length == 2).Select(parts => new RestartReport(
                new WorkloadRef(@namespace, parts[0], parts[1]), id, null, new Failure(FailureKind.Misconfigured, "'"
                    + $"{ShortText.Name(parts[1])}' can't be the name of a workload: correct spec.rolloutRestartTargets"), now));
        return (sound, [.. others.Take(SpecLimits.RestartTargets)]);
    }

    /// <summary>Annotation of a source in the workloads that it rolls.</summary>
    public static string RestartAnnotation(ResourceRef source) => $"restart.coffer.secrets.hashicorp.com/{ShortHash.Of(source.ToString())}";
}
