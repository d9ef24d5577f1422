using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using Coffer.Grains.Actors;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Secrets;

/// <summary>
/// Gives back what Vault made for a secret: after a rollout, and on deletion, for which our finalizer is put on and taken away. Also
/// empties a Secret that is not ours to delete. Decides nothing.
/// </summary>
internal sealed partial class SecretReturns
{
    /// <summary>Of all calls to Vault in a farewell; a turn has 20 s, and the object is to be let go of in it.</summary>
    private static readonly TimeSpan CallsLimit = TimeSpan.FromSeconds(12);

    private readonly ActorServices _services;
    private readonly SyncPorts _ports;
    private readonly SecretPlanner _planner;
    private readonly SourceReader _reader;
    private readonly SecretEmptying _emptying;

    public SecretReturns(ActorServices services, SyncPorts ports, SecretPlanner planner)
    {
        (_services, _ports, _planner) = (services, ports, planner);
        _reader = new SourceReader(ports.Sessions, ports.Vault, ports.Diagnosis, planner.Source);
        _emptying = new SecretEmptying(ports);
    }

    /// <summary>Gives one back, unless workloads still use it.</summary>
    public async Task<SecretOutcome> ReturnAsync(ISecretResource resource, OwedReturn owed, CancellationToken cancellation)
    {
        if (Returns.IsInUse(owed, _services.Time.GetUtcNow()))
        {
            foreach (var target in resource.RolloutRestartTargets ?? [])
            {
                var looked = await _ports.Workloads.LookAsync(
                    new WorkloadRef(resource.Metadata.Namespace, target.Kind, target.Name), cancellation);
                if (!looked.TryGet(out var rollout, out var unseen) || !rollout.IsComplete)
                {
                    return new SecretOutcome.NotReturned(unseen);
                }
            }
        }

        var failure = await GiveBackAsync(resource, owed.Id, cancellation);
        return failure is null ? new SecretOutcome.Returned(owed.Id, null)
            : failure.IsTransient && !(owed.Until <= _services.Time.GetUtcNow()) ? new SecretOutcome.NotReturned(failure)
            : new SecretOutcome.Returned(owed.Id, Returns.GivenUp(_planner.Issuing?.Name(owed.Id) ?? owed.Id, failure));
    }

    /// <summary>Puts our finalizer on, or takes it away from an object that lives.</summary>
    public async Task<SecretOutcome> SetFinalizerAsync(ISecretResource resource, CancellationToken cancellation)
    {
        var (kind, key) = (resource.ResourceKind, resource.Key);
        var set = resource.Revokes
            ? await _ports.Resources.AddFinalizerAsync(kind, key, OwnFinalizer.Name, cancellation)
            : await _ports.Resources.RemoveFinalizerAsync(kind, key, OwnFinalizer.Name, cancellation);
        if (set.Failure is not { } failure)
        {
            return new SecretOutcome.FinalizerSet(resource.Metadata.Generation);
        }

        LogNotSet(_services.Log, kind, key, OwnFinalizer.Name, failure.Message);
        if (!failure.IsTransient)
        {
            Tell(resource, "FinalizerNotSet", $"the finalizer {OwnFinalizer.Name}, which spec.revoke asks for, could not be changed: "
                + $"{failure.Message}. Without it nothing is revoked when this object is deleted");
        }

        return new SecretOutcome.FinalizerNotSet(failure);
    }

    /// <summary>Gives everything back, empties the Secret where that is wanted, and lets the object go.</summary>
    public async Task<SecretOutcome> FarewellAsync(
        ISecretResource resource, SecretState state, bool isOverdue, CancellationToken cancellation)
    {
        var left = await GiveAllBackAsync(resource, state, cancellation);
        var filled = Returns.ClearsOnDeletion(resource) ? await EmptyAsync(resource, cancellation) : null;
        if ((left.FirstOrDefault(failure => failure.Kind != FailureKind.Invalid) ?? filled) is { } first && !isOverdue)
        {
            return new SecretOutcome.FinalizerNotSet(first);
        }

        foreach (var failure in left)
        {
            Tell(resource, "NotRevoked", failure.Message);
        }

        if (filled is not null)
        {
            Tell(resource, "NotCleared", $"Secret {resource.Destination.Name} could not be emptied: {filled.Message}");
        }

        var removed = await _ports.Resources.RemoveFinalizerAsync(
            resource.ResourceKind, resource.Key, OwnFinalizer.Name, cancellation);
        return removed.Failure is { } held
            ? new SecretOutcome.FinalizerNotSet(held)
            : new SecretOutcome.FinalizerSet(resource.Metadata.Generation);
    }

    /// <summary>Empties the Secret of an object that is gone; null when that is done or not ours to do.</summary>
    public async Task<Failure?> EmptyAsync(ISecretResource resource, CancellationToken cancellation)
    {
        var failure = await _emptying.RunAsync(resource, cancellation);
        if (failure is not null)
        {
            LogNotEmptied(_services.Log, resource.ResourceKind, resource.Key, resource.Destination.Name, failure.Message);
        }

        return failure;
    }

    /// <summary>What could not be given back.</summary>
    private async Task<IReadOnlyList<Failure>> GiveAllBackAsync(
        ISecretResource resource, SecretState state, CancellationToken cancellation)
    {
        var left = new List<Failure>();
        using var limit = new CancellationTokenSource(CallsLimit, _services.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        foreach (var owed in Returns.OnDeletion(resource, state, _services.Time.GetUtcNow()))
        {
            if (await LimitedAsync(resource, owed.Id, both.Token, cancellation) is { } failure)
            {
                left.Add(failure with { Message = Returns.GivenUp(_planner.Issuing?.Name(owed.Id) ?? owed.Id, failure) });
            }
        }

        return left;
    }

    private async Task<Failure?> LimitedAsync(
        ISecretResource resource, string id, CancellationToken limited, CancellationToken cancellation)
    {
        try
        {
            return await GiveBackAsync(resource, id, limited);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Failure(FailureKind.Timeout, "no answer in time");
        }
    }

    private async Task<Failure?> GiveBackAsync(ISecretResource resource, string id, CancellationToken cancellation)
    {
        var errors = new List<SpecError>();
        return _planner.Issuing is not { } issuing ? new Failure(FailureKind.Misconfigured, "this kind takes nothing that is given back")
            : _planner.Plan(resource, errors) is not { } plan ? new Failure(FailureKind.Misconfigured, string.Join("; ", errors))
            : await _reader.ReturnAsync(resource, plan, issuing.Return(resource, id), cancellation);
    }

    private void Tell(ISecretResource resource, string reason, string message)
    {
        var meta = resource.Metadata;
        _services.Events.Record(
            new ObjectRef(resource.ResourceKind, resource.Key, meta.Uid, meta.ResourceVersion), warning: true, reason, message);
        LogTold(_services.Log, resource.ResourceKind, resource.Key, reason, message);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {Key}: {Reason}: {Text}")]
    private static partial void LogTold(ILogger log, ResourceKind kind, ObjectKey key, string reason, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {Key}: the finalizer {Finalizer} could not be changed; trying on: {Text}")]
    private static partial void LogNotSet(ILogger log, ResourceKind kind, ObjectKey key, string finalizer, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {Key}: Secret {Secret} could not be emptied: {Text}")]
    private static partial void LogNotEmptied(ILogger log, ResourceKind kind, ObjectKey key, string secret, string text);
}
