using Coffer.Contracts.Resources;
using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>What every grain of a custom resource hears from its feed; the key is <c>namespace/name</c>. All calls only store a fact and arm the timer: no effect runs inside one.</summary>
[Alias("coffer.IResourceGrain")]
public interface IResourceGrain : IGrainWithStringKey
{
    /// <summary>The feed has this version. True when the grain needs the object (it holds none, or an older one).</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("Heard")]
    Task<bool> Heard(string uid, string resourceVersion);

    /// <summary>The object as it is now. An older version than the one held is an echo and dropped.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("Observe")]
    Task Observe(IResource resource);

    /// <summary>The object with this UID is gone from the API.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("ObserveDeleted")]
    Task ObserveDeleted(string uid, string resourceVersion);

    /// <summary>
    /// The object as it is now, after the API server went back in time. The first of an epoch replaces what the grain holds whatever its
    /// version; one of an epoch before the latest that the grain has heard of was on its way for too long, and is dropped.
    /// </summary>
    /// <param name="resource">The object.</param>
    /// <param name="epoch">When the API server was last found to tell another past than before, in Unix milliseconds.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("ObserveIn")]
    Task ObserveIn(IResource resource, long epoch);

    /// <summary>The object with this UID is gone from the API, after the API server went back in time.</summary>
    /// <param name="uid">Its UID.</param>
    /// <param name="resourceVersion">The version at which it was seen to be gone.</param>
    /// <param name="epoch">As in <see cref="ObserveIn"/>.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("ObserveDeletedIn")]
    Task ObserveDeletedIn(string uid, string resourceVersion, long epoch);
}

/// <summary>Something that a grain below tells one above. Never carries an effect: it is stored, and the timer armed.</summary>
[Alias("coffer.IInformed")]
public interface IInformed : IGrainWithStringKey
{
    /// <summary>What this grain depends on has changed or has come back: look again soon.</summary>
    /// <param name="spread">Time to spread the next looks of all dependents over, so that a recovery is no stampede.</param>
    [OneWay, AlwaysInterleave, Alias("Nudge")]
    Task Nudge(TimeSpan spread);
}

/// <summary>One VaultStaticSecret.</summary>
[Alias("coffer.IStaticSecretGrain")]
public interface IStaticSecretGrain : IResourceGrain, IInformed, IRestartSource, ISecretWitness;

/// <summary>Hears of the Secrets that carry its name in <see cref="Ports.SecretAnnotations.Source"/> or an owner reference to it.</summary>
[Alias("coffer.ISecretWitness")]
public interface ISecretWitness : IGrainWithStringKey
{
    /// <summary>A Secret of this resource was seen or is gone.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("SecretSeen")]
    Task SecretSeen(Ports.SecretSighting sighting);

    /// <summary>The same after the API server went back in time: the first sighting of an epoch counts whatever its version.</summary>
    /// <param name="sighting">The Secret.</param>
    /// <param name="epoch">As in <see cref="IResourceGrain.ObserveIn"/>.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("SecretSeenIn")]
    Task SecretSeenIn(Ports.SecretSighting sighting, long epoch);
}

/// <summary>One VaultConnection: its endpoint, its health, its status.</summary>
[Alias("coffer.IConnectionGrain")]
public interface IConnectionGrain : IResourceGrain, IInformed
{
    /// <summary>The endpoint, or why there is none. Makes no call to Vault; one GET when the feed has not delivered the object yet.</summary>
    /// <param name="dependent">VaultAuth <c>namespace/name</c> to nudge when this connection changes or recovers; empty for nobody.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:15"), Alias("GetEndpoint")]
    Task<EndpointReply> GetEndpoint(string dependent);
}

/// <summary>One VaultAuth: its spec, its references, its status. Logs in nowhere.</summary>
[Alias("coffer.IVaultAuthGrain")]
public interface IVaultAuthGrain : IResourceGrain, IInformed
{
    /// <summary>How a consumer namespace logs in with this VaultAuth, or why it can't. Makes no call to Vault; one GET when the feed has not delivered the object yet.</summary>
    /// <param name="consumerNamespace">Namespace of the resources that want to use it.</param>
    /// <param name="subscribe">True: nudge that AuthGrain when this VaultAuth or its connection changes or recovers.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:15"), Alias("GetLogin")]
    Task<LoginReply> GetLogin(string consumerNamespace, bool subscribe);
}

/// <summary>One VaultAuth as used from one consumer namespace; key <c>namespace/name@consumer</c>. The only place that logs in.</summary>
[Alias("coffer.IAuthGrain")]
public interface IAuthGrain : IInformed
{
    /// <summary>A session to read with, or why there is none. Callers share one login under way.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:25"), Alias("GetSession")]
    Task<SessionReply> GetSession(SessionRequest request);

    /// <summary>These want to be nudged when this auth changes or recovers. Logs in nowhere; to be repeated every few minutes.</summary>
    /// <param name="dependents">Grain keys of VaultStaticSecrets.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("Subscribe")]
    Task Subscribe(IReadOnlyList<string> dependents);
}

/// <summary>One SecretTransformation: its validity, its status. Reads no secret.</summary>
[Alias("coffer.ISecretTransformationGrain")]
public interface ISecretTransformationGrain : IResourceGrain
{
    /// <summary>The transformation, or why it can't be used. One GET when the feed has not delivered the object yet.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:15"), Alias("GetTransformation")]
    Task<TransformationReply> GetTransformation();

    /// <summary>These want to be nudged when this transformation changes; to be repeated every few minutes. Those whose silo holds another state of it than the current one are nudged at once.</summary>
    /// <param name="dependents">Grain keys of VaultStaticSecrets.</param>
    /// <param name="input">What they work with, as in <see cref="TransformationReply.Input"/>; empty for nothing yet.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("Subscribe")]
    Task Subscribe(IReadOnlyList<string> dependents, string input);
}

/// <summary>One workload; key <c>namespace/kind/name</c>.</summary>
[Alias("coffer.IWorkloadGrain")]
public interface IWorkloadGrain : IGrainWithStringKey
{
    /// <summary>Asks for a restart. Safe to repeat with the same id. The report comes by <see cref="IRestartSource.RestartReported"/>.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("Restart")]
    Task Restart(RestartCommand command);
}

/// <summary>Whoever asks for restarts.</summary>
[Alias("coffer.IRestartSource")]
public interface IRestartSource : IGrainWithStringKey
{
    /// <summary>What became of a restart.</summary>
    [OneWay, AlwaysInterleave, Alias("RestartReported")]
    Task RestartReported(RestartReport report);
}

/// <summary>One list and watch for all silos; key <c>plural/namespace</c> or <c>plural/*</c>.</summary>
[Alias("coffer.IResourceFeedGrain")]
public interface IResourceFeedGrain : IGrainWithStringKey
{
    /// <summary>Wakes the feed if it sleeps and tells how it is.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("Poke")]
    Task<FeedReport> Poke(bool sweep);

    /// <summary>
    /// Somebody has seen this version of the feed's kind: a list that is made from now on and is older tells of another past.
    /// </summary>
    /// <param name="resourceVersion">The version; 0 for none.</param>
    /// <param name="epoch">The epoch that others are told already; 0 for none.</param>
    [OneWay, AlwaysInterleave, Alias("Claim")]
    Task Claim(ulong resourceVersion, long epoch);
}
