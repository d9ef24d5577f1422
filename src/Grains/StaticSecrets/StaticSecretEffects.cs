using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.StaticSecrets;
using Coffer.Domain.Transformations;
using Coffer.Grains.Actors;

namespace Coffer.Grains.StaticSecrets;

/// <summary>What the grains of static secrets share on a silo: their decider and runner, places for syncs, subscriptions, and what people are told.</summary>
internal sealed partial class StaticSecretEffects(
    ActorServices services, SyncPorts ports, SecretRunner runner, SyncGate gate, StaticSecretOptions options)
{
    /// <summary>How the state stands in the status.</summary>
    public StaticSecretAggregate Aggregate { get; } = new(options.MinRefresh);

    public StaticSecretOptions Options => options;

    /// <summary>Decides.</summary>
    public SecretDecider Decider { get; } = new(options);

    /// <summary>Carries out.</summary>
    public SecretRunner Runner => runner;

    /// <summary>Reports of several workloads are gathered for this long, so that one restart is one append.</summary>
    public TimeSpan ReportGathering { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>With each turn, at least once a day: a silo forgets who has not asked for longer, and a secret may be read once a month or never again.</summary>
    public void Watch(VaultStaticSecret resource)
    {
        if (SyncPlan.AuthOf(resource, options) is { } auth)
        {
            ports.Sessions.Watch(auth.ToString(), new ObjectKey(resource.Metadata.Namespace, resource.Metadata.Name).ToString());
        }

        ports.Transformations.Watch(resource);
    }

    /// <summary>After a dependency changed: the session and the transformations that this silo holds may be of another time.</summary>
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
}
