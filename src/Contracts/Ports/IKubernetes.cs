using Coffer.Contracts.Resources;

namespace Coffer.Contracts.Ports;

/// <summary>One list and watch, kept up until cancelled.</summary>
public interface IResourceWatch
{
    /// <summary>Lists in pages, watches with bookmarks and a read deadline, lists again after a 410, a silence or an interval. Returns only when cancelled; failures are reported through the sink and retried with back-off.</summary>
    /// <param name="kind">The kind, or <see cref="ResourceKinds.Secret"/> for the metadata of Secrets.</param>
    /// <param name="namespace">The namespace; null for all.</param>
    /// <param name="sink">Gets what is seen, one call at a time.</param>
    /// <param name="cancellation">Ends it.</param>
    Task RunAsync(ResourceKind kind, string? @namespace, IWatchSink sink, CancellationToken cancellation);
}

/// <summary>Takes what a watch sees. Calls come one at a time and in order.</summary>
public interface IWatchSink
{
    /// <summary>A list begins: what is not seen until <see cref="Listed"/> is gone.</summary>
    void Listing();

    /// <summary>The object is there, in this state.</summary>
    void Seen(Watched item);

    /// <summary>The object is gone.</summary>
    void Deleted(Watched item);

    /// <summary>The object is there, but is not what its kind promises and can't be shown. It counts as seen: it is not gone.</summary>
    void Unreadable(ObjectKey key);

    /// <summary>The list is complete.</summary>
    void Listed(string resourceVersion);

    /// <summary>The watch is alive and has seen everything up to this version.</summary>
    void Progress(string resourceVersion);

    /// <summary>The list or watch failed; it will be tried again.</summary>
    void Broken(Failure failure);
}

/// <summary>One object of a watch.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Uid">Its UID.</param>
/// <param name="ResourceVersion">Its version.</param>
public abstract record Watched(ObjectKey Key, string Uid, string ResourceVersion)
{
    /// <summary>A custom resource, whole.</summary>
    public sealed record Resource(IResource Value)
        : Watched(new ObjectKey(Value.Metadata.Namespace, Value.Metadata.Name), Value.Metadata.Uid, Value.Metadata.ResourceVersion);

    /// <summary>A Secret's metadata.</summary>
    public sealed record Secret(SecretSighting Sighting) : Watched(Sighting.Key, Sighting.Uid, Sighting.ResourceVersion);
}

/// <summary>Short-lived tokens of ServiceAccounts.</summary>
public interface ITokenRequests
{
    /// <summary>Asks for a token of a ServiceAccount. NotFound names the missing account or namespace.</summary>
    /// <param name="account">The ServiceAccount.</param>
    /// <param name="audiences">Audiences; empty for the API server's own.</param>
    /// <param name="expirationSeconds">Wanted life in seconds, 600 to 2^32.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<Outcome<ServiceAccountToken>> RequestAsync(
        ObjectKey account, IReadOnlyList<string> audiences, long expirationSeconds, CancellationToken cancellation);
}

/// <summary>A ServiceAccount's token: a secret of one call, prints as <c>***</c>.</summary>
public sealed record ServiceAccountToken(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}

/// <summary>Rolls workloads.</summary>
public interface IWorkloads
{
    /// <summary>Writes <c>vso.secrets.hashicorp.com/restartedAt</c> and the stamps into the pod template (Argo Rollouts: <c>spec.restartAt</c> and <c>metadata.annotations</c>) in one patch with the
    /// resourceVersion read before as precondition; stamps whose stored id is not older are left out, and with none left nothing is written.</summary>
    /// <param name="workload">What to roll.</param>
    /// <param name="stamps">The newest request of each source.</param>
    /// <param name="restartedAt">The time to write.</param>
    /// <param name="cancellation">Ends the wait; the patch may have landed.</param>
    Task<Outcome<RestartEffect>> RestartAsync(
        WorkloadRef workload, IReadOnlyList<RestartStamp> stamps, DateTimeOffset restartedAt, CancellationToken cancellation);
}

/// <summary>A workload that can be rolled. As text, and as a grain's key, <c>namespace/kind/name</c>.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Kind"><c>Deployment</c>, <c>DaemonSet</c>, <c>StatefulSet</c> or <c>argo.Rollout</c>.</param>
/// <param name="Name">Its name.</param>
[GenerateSerializer, Immutable, Alias("coffer.WorkloadRef")]
public sealed record WorkloadRef([property: Id(0)] string Namespace, [property: Id(1)] string Kind, [property: Id(2)] string Name)
{
    /// <summary>Reads <c>namespace/kind/name</c>.</summary>
    /// <exception cref="FormatException">There are not exactly three parts.</exception>
    public static WorkloadRef Parse(string text) => text.Split('/') is [var ns, var kind, var name]
        ? new WorkloadRef(ns, kind, name)
        : throw new FormatException($"'{text}' is not of the form namespace/kind/name");

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Kind}/{Name}";
}

/// <summary>One source's request, as it stands in the workload's annotations.</summary>
/// <param name="Annotation">Annotation key of the source: <c>restart.coffer.secrets.hashicorp.com/</c> and a short hash of the source's kind, namespace and name.</param>
/// <param name="Id">Grows per source: <c>requestedAt</c> in Unix milliseconds, a dash, a short hash. Ids compare by the number before the dash.</param>
[GenerateSerializer, Immutable, Alias("coffer.RestartStamp")]
public sealed record RestartStamp([property: Id(0)] string Annotation, [property: Id(1)] string Id);

/// <summary>What became of a restart.</summary>
public enum RestartEffect
{
    /// <summary>The pod template was changed: the workload rolls.</summary>
    Restarted,

    /// <summary>The stamps were there already, or newer ones: nothing was written.</summary>
    AlreadyStamped,

    /// <summary>The Deployment (or Rollout) is paused: stamped, and it rolls when resumed.</summary>
    Paused,

    /// <summary>A StatefulSet or DaemonSet with updateStrategy OnDelete: stamped; pods change when somebody deletes them.</summary>
    OnDelete,

    /// <summary>There is no such workload.</summary>
    Missing,

    /// <summary>The kind is not served here (Argo Rollouts are not installed).</summary>
    KindNotServed,
}

/// <summary>Writes Kubernetes Events. Never blocks and never fails: repeated ones are aggregated, surplus ones dropped and counted.</summary>
public interface IEventRecorder
{
    /// <summary>Records one Event on an object.</summary>
    /// <param name="about">The object.</param>
    /// <param name="warning">Warning rather than Normal.</param>
    /// <param name="reason">CamelCase, at most 128 characters.</param>
    /// <param name="message">At most 1,024 characters, without secret values.</param>
    void Record(ObjectRef about, bool warning, string reason, string message);
}

/// <summary>Names an object for an Event.</summary>
public sealed record ObjectRef(ResourceKind Kind, ObjectKey Key, string Uid, string ResourceVersion);

/// <summary>The key of all digests: 16 bytes in the operator's namespace, made by whoever comes first.</summary>
public interface IDigestKey
{
    /// <summary>The key. It is fetched once per silo.</summary>
    Task<Outcome<ReadOnlyMemory<byte>>> GetAsync(CancellationToken cancellation);
}

/// <summary>Small text files that a manifest points at (a CA bundle, an AppRole secret id), in the operator's own file system.</summary>
public interface ILocalFiles
{
    /// <summary>
    /// Reads one regular file of at most 1 MiB below a folder that the operator's settings open to manifests of <paramref name="ownerNamespace"/>.
    /// The path must be absolute and have no <c>..</c> segment. Otherwise Misconfigured.
    /// </summary>
    Task<Outcome<ReadOnlyMemory<byte>>> ReadAsync(string path, string ownerNamespace, CancellationToken cancellation);
}
