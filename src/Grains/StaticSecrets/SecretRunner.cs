using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.StaticSecrets;
using Coffer.Grains.Actors;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.StaticSecrets;

/// <summary>Carries the steps of secrets out, each to its outcome; one for all grains of a silo. Decides nothing.</summary>
internal sealed partial class SecretRunner(ActorServices services, SyncPorts ports, IHeartbeat heartbeat, StaticSecretOptions options)
{
    private readonly SecretSync _sync = new(ports, options, services.Time);

    /// <summary>What comes of a step.</summary>
    /// <param name="step">The step; not one that waits.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="state">Its journal.</param>
    /// <param name="memory">What the activation knows when the step begins.</param>
    /// <param name="grains">For the grains of workloads.</param>
    /// <param name="cancellation">Ends the step.</param>
    public async Task<SecretOutcome> RunAsync(
        StaticSecretStep step, VaultStaticSecret resource, StaticSecretState state, Situation memory, IGrainFactory grains,
        CancellationToken cancellation) => step switch
        {
            StaticSecretStep.Begin => await BeginAsync(resource, state, cancellation),
            StaticSecretStep.Append => new SecretOutcome.Known(memory.Reports),
            StaticSecretStep.Sync sync =>
                new SecretOutcome.Synced(await SyncAsync(resource, state, memory, sync.Due.Reason, cancellation), memory),
            StaticSecretStep.CommandRestarts command => await CommandAsync(resource, command, grains),
            StaticSecretStep.Prune prune => await PruneAsync(resource, prune.Name, cancellation),
            StaticSecretStep.LookAtSecret => await LookAsync(resource, memory, cancellation),
            StaticSecretStep.CheckInputs => await CheckInputsAsync(resource, state, memory.CheckInputsAt, cancellation),
            _ => throw new InvalidOperationException($"{step.GetType().Name} is not to be carried out"),
        };

    /// <summary>A SecretTransformation may have changed while nobody ran. Asking for it makes this resource hear of later changes, too.</summary>
    private async Task<SecretOutcome> BeginAsync(VaultStaticSecret resource, StaticSecretState state, CancellationToken cancellation)
    {
        var alive = await heartbeat.LastAliveAsync(cancellation);
        var isRenderedOtherwise = state.HasSynced && await ports.Transformations.InputsAsync(resource, cancellation) is { } now
            && now != Inputs.TransformationsOf(state.Snapshot.Inputs);
        return new SecretOutcome.Begun(alive, isRenderedOtherwise);
    }

    /// <summary>
    /// A step that runs out of time, or of memory, has found out that much: it is told and waits longer each time, or it would be done
    /// again at once, for ever and unseen.
    /// </summary>
    private async Task<SyncFact> SyncAsync(
        VaultStaticSecret resource, StaticSecretState state, Situation memory, SyncReason reason, CancellationToken cancellation)
    {
        SyncFact fact;
        try
        {
            fact = await _sync.RunAsync(resource, state, memory, reason, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && !services.Lifetime.Stopping.IsCancellationRequested)
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

    private async Task<SecretOutcome> CommandAsync(VaultStaticSecret resource, StaticSecretStep.CommandRestarts step, IGrainFactory grains)
    {
        var source = new ObjectKey(resource.Metadata.Namespace, resource.Metadata.Name);
        var (sound, refused) = StaticSecretDecider.Commandable(source.Namespace, step.Id, step.Targets, services.Time.GetUtcNow());
        var command = new RestartCommand(source.ToString(), new RestartStamp(StaticSecretDecider.RestartAnnotation(source), step.Id));
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
    private async Task<SecretOutcome> PruneAsync(VaultStaticSecret resource, string name, CancellationToken cancellation)
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

    private async Task<SecretOutcome> LookAsync(VaultStaticSecret resource, Situation begun, CancellationToken cancellation)
    {
        var destination = new ObjectKey(resource.Metadata.Namespace, resource.Spec.Destination.Name);
        var looked = await ports.Reader.LookAsync(destination, cancellation);
        return looked.TryGet(out var sighting, out var failure) || failure.Kind == FailureKind.NotFound
            ? new SecretOutcome.Looked(sighting, begun)
            : new SecretOutcome.Postponed();
    }

    private async Task<SecretOutcome> CheckInputsAsync(
        VaultStaticSecret resource, StaticSecretState state, DateTimeOffset? checkInputsAt, CancellationToken cancellation)
    {
        var (inputs, problem) = await _sync.InputsAsync(resource, cancellation);
        return new SecretOutcome.InputsChecked(Inputs.AreOthers(state.Snapshot.Inputs, inputs, problem), checkInputsAt);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "VaultStaticSecret {Key}: a restart command got lost; commanding again in 5 s")]
    private static partial void LogCommandLost(ILogger log, Exception exception, ObjectKey key);
}
