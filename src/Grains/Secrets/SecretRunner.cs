using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;
using Coffer.Grains.Actors;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Secrets;

/// <summary>Carries the steps of secrets out, each to its outcome; one for all grains of a kind on a silo. Decides nothing.</summary>
internal sealed partial class SecretRunner(ActorServices services, SyncPorts ports, IHeartbeat heartbeat, SecretPlanner planner)
{
    private readonly SecretSync _sync = new(ports, planner, services.Time);
    private readonly SecretReturns _returns = new(services, ports, planner);

    /// <summary>What comes of a step.</summary>
    /// <param name="step">The step; not one that waits.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="state">Its journal.</param>
    /// <param name="memory">What the activation knows when the step begins.</param>
    /// <param name="grains">For the grains of workloads.</param>
    /// <param name="cancellation">Ends the step.</param>
    public async Task<SecretOutcome> RunAsync(
        SecretStep step, ISecretResource resource, SecretState state, SecretMemory memory, IGrainFactory grains,
        CancellationToken cancellation) => step switch
        {
            SecretStep.Begin => await BeginAsync(resource, state, cancellation),
            SecretStep.Append => new SecretOutcome.Known(memory.Reports),
            SecretStep.Sync sync =>
                new SecretOutcome.Synced(await SyncAsync(resource, state, memory, sync.Due.Reason, cancellation), memory),
            SecretStep.CommandRestarts command => await CommandAsync(resource, command, grains),
            SecretStep.Prune prune => await PruneAsync(resource, prune.Name, cancellation),
            SecretStep.LookAtSecret => await LookAsync(resource, memory, cancellation),
            SecretStep.Return owed => await _returns.ReturnAsync(resource, owed.Owed, cancellation),
            SecretStep.SetFinalizer => await _returns.SetFinalizerAsync(resource, cancellation),
            SecretStep.Farewell farewell => await _returns.FarewellAsync(resource, state, farewell.IsOverdue, cancellation),
            SecretStep.CheckInputs => await CheckInputsAsync(resource, state, memory.CheckInputsAt, cancellation),
            _ => throw new InvalidOperationException($"{step.GetType().Name} is not to be carried out"),
        };

    /// <summary>Empties the Secret of an object that is gone, once: nobody is left to try again for.</summary>
    public Task<Failure?> EmptyAsync(ISecretResource gone, CancellationToken cancellation) => _returns.EmptyAsync(gone, cancellation);

    /// <summary>
    /// A SecretTransformation may have changed while nobody ran. Asking for it makes this resource hear of later changes, too.
    /// </summary>
    private async Task<SecretOutcome> BeginAsync(ISecretResource resource, SecretState state, CancellationToken cancellation)
    {
        var alive = await heartbeat.LastAliveAsync(cancellation);
        var isRenderedOtherwise = state.HasSynced && await ports.Transformations.InputsAsync(resource, cancellation) is { } now
            && now != SecretInputs.Parse(state.Snapshot.Inputs).Transformations;
        return new SecretOutcome.Begun(alive, isRenderedOtherwise);
    }

    /// <summary>
    /// A step that runs out of time, or of memory, has found out that much: it is told and waits longer each time, or it would be done
    /// again at once, for ever and unseen.
    /// </summary>
    private async Task<SyncFact> SyncAsync(
        ISecretResource resource, SecretState state, SecretMemory memory, SyncReason reason, CancellationToken cancellation)
    {
        SyncFact fact;
        try
        {
            fact = await _sync.RunAsync(resource, state, memory, reason, cancellation);
        }
        catch (OperationCanceledException)
            when (cancellation.IsCancellationRequested && !services.Lifetime.Stopping.IsCancellationRequested)
        {
            fact = new SyncFact.Failed(Problems.Late, new Failure(FailureKind.Timeout, Problems.Late.Message));
        }
        catch (OutOfMemoryException)
        {
            fact = new SyncFact.Failed(Problems.OutOfMemory, new Failure(FailureKind.TooLarge, Problems.OutOfMemory.Message));
        }

        services.Observability.Metrics.Synced(reason, fact);
        return fact;
    }

    private async Task<SecretOutcome> CommandAsync(ISecretResource resource, SecretStep.CommandRestarts step, IGrainFactory grains)
    {
        var source = resource.Ref;
        var (sound, refused) = Restarts.Commandable(source.Namespace, step.Id, step.Targets, services.Time.GetUtcNow());
        var command = new RestartCommand(source, new RestartStamp(Restarts.RestartAnnotation(source), step.Id));
        try
        {
            await Task.WhenAll(sound.Select(target => grains.GetGrain<IWorkloadGrain>($"{source.Namespace}/{target}").Restart(command)));
        }
        catch (Exception lost) when (lost is TimeoutException or OrleansException)
        {
            LogCommandLost(services.Log, lost, source);
            return new SecretOutcome.Postponed();
        }

        return new SecretOutcome.Commanded(step.Id, [.. refused]);
    }

    /// <summary>Deletes the Secret of a former name if it was made for this resource.</summary>
    private async Task<SecretOutcome> PruneAsync(ISecretResource resource, string name, CancellationToken cancellation)
    {
        var key = new ObjectKey(resource.Metadata.Namespace, name);
        var looked = await ports.Reader.LookAsync(key, cancellation);
        if (!looked.TryGet(out var secret, out var failure))
        {
            return failure.Kind == FailureKind.NotFound ? new SecretOutcome.Pruned(name) : new SecretOutcome.NotPruned(failure);
        }

        return Ownership.MayPrune(secret, resource)
            && (await ports.Writer.DeleteAsync(key, secret.Uid, secret.ResourceVersion, cancellation)).Failure is { } refused
            ? new SecretOutcome.NotPruned(refused)
            : new SecretOutcome.Pruned(name);
    }

    private async Task<SecretOutcome> LookAsync(ISecretResource resource, SecretMemory begun, CancellationToken cancellation)
    {
        var destination = new ObjectKey(resource.Metadata.Namespace, resource.Destination.Name);
        var looked = await ports.Reader.LookAsync(destination, cancellation);
        return looked.TryGet(out var sighting, out var failure) || failure.Kind == FailureKind.NotFound
            ? new SecretOutcome.Looked(sighting, begun)
            : new SecretOutcome.Postponed();
    }

    private async Task<SecretOutcome> CheckInputsAsync(
        ISecretResource resource, SecretState state, DateTimeOffset? checkInputsAt, CancellationToken cancellation)
    {
        var (inputs, problem) = await _sync.InputsAsync(resource, cancellation);
        return new SecretOutcome.InputsChecked(SecretInputs.AreOthers(
            state.Snapshot.Inputs, inputs, problem, isMadeAnew: planner.Issuing is not null), checkInputsAt);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Secret}: a restart command got lost; commanding again in 5 s")]
    private static partial void LogCommandLost(ILogger log, Exception exception, ResourceRef secret);
}
