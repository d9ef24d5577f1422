using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.StaticSecrets;
using Coffer.Domain.Transformations;
using Coffer.Grains.Actors;

namespace Coffer.Grains.StaticSecrets;

/// <summary>Carries the steps of static secrets out; one for all grains of a silo.</summary>
internal sealed partial class StaticSecretEffects(ActorServices services, SyncPorts ports, SyncGate gate, IHeartbeat heartbeat, StaticSecretOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly SyncRules _rules = new(options);
    private readonly StaticSecretSteps _steps = new(new SyncRules(options));
    private readonly SecretSync _sync = new(ports, options, services.Time);

    /// <summary>How the state stands in the status.</summary>
    public StaticSecretAggregate Aggregate { get; } = new(options.MinRefresh);

    public StaticSecretOptions Options => options;

    /// <summary>Reports of several workloads are gathered for this long, so that one restart is one append.</summary>
    public TimeSpan ReportGathering { get; } = TimeSpan.FromMilliseconds(500);

    public StaticSecretStep Next(VaultStaticSecret resource, StaticSecretState state, Situation situation, DateTimeOffset now) =>
        _steps.Next(resource, state, situation, now);

    /// <summary>Completes what an activation has to know before its first step, and has it hear of changes of what it logs in with.</summary>
    public async ValueTask<Situation> BeginAsync(VaultStaticSecret resource, StaticSecretState state, Situation situation, CancellationToken cancellation)
    {
        Watch(resource);
        if (situation.HasBegun)
        {
            return situation;
        }

        var alive = await heartbeat.LastAliveAsync(cancellation);
        var begun = situation.Begun(services.Time.GetUtcNow(), alive);
        return state.HasSynced && await IsRenderedOtherwiseAsync(resource, state, cancellation) ? begun.Checked(changed: true) : begun;
    }

    /// <summary>With each turn, at least once a day: a silo forgets who has not asked for longer, and a secret may be read once a month or never again.</summary>
    private void Watch(VaultStaticSecret resource)
    {
        if (SyncPlan.AuthOf(resource, options) is { } auth)
        {
            ports.Sessions.Watch(auth.ToString(), new ObjectKey(resource.Metadata.Namespace, resource.Metadata.Name).ToString());
        }

        ports.Transformations.Watch(resource);
    }

    /// <summary>After a nudge: the session and the transformations that this silo holds may be of another time.</summary>
    public void Forget(VaultStaticSecret? resource)
    {
        if (resource is not null)
        {
            ports.Transformations.Forget(resource);
        }

        if (resource is not null && SyncPlan.AuthOf(resource, options) is { } auth)
        {
            ports.Sessions.Forget(auth.ToString());
        }
    }

    /// <summary>What is gone, has moved to another silo or refers to something else keeps nothing of it in memory here.</summary>
    /// <param name="resource">As it was.</param>
    /// <param name="now">As it is; null for gone.</param>
    public void Leave(VaultStaticSecret? resource, VaultStaticSecret? now = null)
    {
        if (resource is null)
        {
            return;
        }

        var auth = SyncPlan.AuthOf(resource, options);
        if (auth is not null && (now is null || SyncPlan.AuthOf(now, options) != auth))
        {
            ports.Sessions.Unwatch(auth.ToString(), new ObjectKey(resource.Metadata.Namespace, resource.Metadata.Name).ToString());
        }

        ports.Transformations.Leave(resource, now);
    }

    /// <summary>One whose reference can't be read reads nothing, and shares a lane with all of these in its namespace.</summary>
    public ValueTask<IDisposable> EnterAsync(VaultStaticSecret resource, Due due, CancellationToken cancellation) =>
        gate.EnterAsync(SyncPlan.AuthOf(resource, options)?.ToString() ?? $"@{resource.Metadata.Namespace}", due, TransformationCollector.MayBeHeavy(resource.Spec.Destination.Transformation), cancellation);

    /// <summary>Who asks for a sync has changed something, maybe the very policy whose denial this silo remembers.</summary>
    public void Heed(VaultStaticSecret? before, VaultStaticSecret now)
    {
        if (before is not null && SyncPlan.ForceSync(before) != SyncPlan.ForceSync(now))
        {
            Forget(now);
        }
    }

    /// <summary>A turn that runs out of time, or of memory, has found out that much: it is told and waits longer each time, or it would be done again at once, for ever and unseen.</summary>
    public async Task<SyncFact> SyncAsync(
        VaultStaticSecret resource, StaticSecretState state, Situation situation, SyncReason reason, CancellationToken cancellation)
    {
        try
        {
            return await _sync.RunAsync(resource, state, situation, reason, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && !services.Lifetime.Stopping.IsCancellationRequested)
        {
            return new SyncFact.Failed(Problems.Late, new Failure(FailureKind.Timeout, Problems.Late.Message));
        }
        catch (OutOfMemoryException)
        {
            return new SyncFact.Failed(Problems.OutOfMemory, new Failure(FailureKind.TooLarge, Problems.OutOfMemory.Message));
        }
    }

    /// <inheritdoc cref="StaticSecretDecider.OnNote"/>
    public IReadOnlyList<StaticSecretEvent> OnNote(VaultStaticSecret resource, StaticSecretState state) => StaticSecretDecider.OnNote(resource, state, _rules);

    /// <summary>Carries out a step that changes only what this activation knows.</summary>
    public Task<Func<Situation, Situation>> RunAsync(
        VaultStaticSecret resource, StaticSecretState state, Situation situation, StaticSecretStep step, IGrainFactory grains, CancellationToken cancellation) => step switch
        {
            StaticSecretStep.CommandRestarts command => CommandAsync(resource, command, grains),
            StaticSecretStep.LookAtSecret => LookAsync(resource, state, situation, cancellation),
            StaticSecretStep.CheckInputs => CheckInputsAsync(resource, state, cancellation),
            _ => throw new InvalidOperationException($"{step.GetType().Name} has no effect of its own"),
        };

    /// <summary>Deletes the Secret of a former name if it was made for this resource; null when it is dealt with.</summary>
    public async Task<Failure?> PruneAsync(VaultStaticSecret resource, string name, CancellationToken cancellation)
    {
        var key = new ObjectKey(resource.Metadata.Namespace, name);
        var looked = await ports.Reader.LookAsync(key, cancellation);
        if (!looked.TryGet(out var secret, out var failure))
        {
            return failure.Kind == FailureKind.NotFound ? null : failure;
        }

        return Ownership.MayPrune(secret, resource)
            ? (await ports.Writer.DeleteAsync(key, secret.Uid, secret.ResourceVersion, cancellation)).Failure
            : null;
    }

    /// <summary>Tells people what was stored.</summary>
    public void Announce(VaultStaticSecret resource, IReadOnlyList<StaticSecretEvent> events)
    {
        var meta = resource.Metadata;
        var about = new ObjectRef(ResourceKinds.VaultStaticSecret, new ObjectKey(meta.Namespace, meta.Name), meta.Uid, meta.ResourceVersion);
        foreach (var (warning, reason, message) in Announcements.Of(events))
        {
            services.Events.Record(about, warning, reason, message);
            LogAnnounced(services.Log, about.Key, reason, message);
        }
    }

    /// <summary>Logs an append that did not land.</summary>
    public void Report(string key, Appended result)
    {
        switch (result)
        {
            case Appended.Rejected rejected:
                LogRejected(services.Log, key, rejected.Failure.Message);
                break;
            case Appended.Unavailable unavailable:
                LogUnavailable(services.Log, key, unavailable.Failure.Message);
                break;
        }
    }

    private async Task<Func<Situation, Situation>> CommandAsync(VaultStaticSecret resource, StaticSecretStep.CommandRestarts step, IGrainFactory grains)
    {
        var source = new ObjectKey(resource.Metadata.Namespace, resource.Metadata.Name);
        var (sound, reports) = StaticSecretDecider.Commandable(source.Namespace, step.Id, step.Targets, services.Time.GetUtcNow());
        var command = new RestartCommand(source.ToString(), new RestartStamp(StaticSecretDecider.RestartAnnotation(source), step.Id));
        try
        {
            await Task.WhenAll(sound.Select(target => grains.GetGrain<IWorkloadGrain>($"{source.Namespace}/{target}").Restart(command)));
        }
        catch (Exception lost) when (lost is TimeoutException or OrleansException)
        {
            LogCommandLost(services.Log, lost, source);
            return situation => situation.Paused(services.Time.GetUtcNow() + Pause);
        }

        return situation => reports.Aggregate(situation.Commanded(step.Id, services.Time.GetUtcNow()), static (told, report) => told.Reported(report));
    }

    private async Task<Func<Situation, Situation>> LookAsync(VaultStaticSecret resource, StaticSecretState state, Situation begun, CancellationToken cancellation)
    {
        var looked = await ports.Reader.LookAsync(new ObjectKey(resource.Metadata.Namespace, resource.Spec.Destination.Name), cancellation);
        if (looked.TryGet(out var sighting, out var failure))
        {
            return situation => situation.Looked(sighting, begun, resource, state, services.Time.GetUtcNow());
        }

        return failure.Kind == FailureKind.NotFound
            ? situation => situation.Looked(null, begun, resource, state, services.Time.GetUtcNow())
            : situation => situation.Paused(services.Time.GetUtcNow() + Pause);
    }

    /// <summary>A SecretTransformation may have changed while nobody ran. Asking for it makes this resource hear of later changes, too.</summary>
    private async Task<bool> IsRenderedOtherwiseAsync(VaultStaticSecret resource, StaticSecretState state, CancellationToken cancellation) =>
        await ports.Transformations.InputsAsync(resource, cancellation) is { } now && now != Inputs.TransformationsOf(state.Snapshot.Inputs);

    private async Task<Func<Situation, Situation>> CheckInputsAsync(VaultStaticSecret resource, StaticSecretState state, CancellationToken cancellation)
    {
        var (inputs, problem) = await _sync.InputsAsync(resource, cancellation);
        var changed = Inputs.AreOthers(state.Snapshot.Inputs, inputs, problem);
        return situation => situation.Checked(changed);
    }
}
