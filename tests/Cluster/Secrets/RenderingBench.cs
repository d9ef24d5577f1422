using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Secrets;
using Coffer.Domain.Sources.Kv;
using Coffer.Grains;
using Coffer.Grains.Auths;
using Coffer.Grains.Feeds;
using Coffer.Grains.Secrets;
using Coffer.Grains.Transformations;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// The syncs of one silo without grains: every secret holds <c>password: p</c>, and a clock holds each rendering up until it is let go.
/// </summary>
internal sealed class RenderingBench
    : ISessions, IVaultSecrets, IVaultDiagnosis, ISecretWriter, ISecretReader, IDigestKey, IStatusJournal, IWorkloads, ITransformations
{
    private static readonly SecretPlanner Planner = new(new KvSource(), new SecretOptions { OperatorNamespace = "coffer" });

    private static readonly VaultSession Session = new()
    {
        Endpoint = new VaultEndpoint
        {
            Connection = new ObjectKey("infra", "vault"),
            Uid = "v1",
            Version = "1.x",
            Address = new Uri("http://127.0.0.1:1"),
        },
        Token = new VaultToken("t"),
        Version = 1,
        ExpiresAt = DateTimeOffset.MaxValue,
        Inputs = "VaultAuth/a1/1",
    };

    private readonly SecretSync _sync;
    private readonly SecretSync _plain;

    public RenderingBench()
    {
        var gate = new RenderingGate();
        var resolver = new TransformationResolver(
            this, new TransformationCache(TestOptions.Grains, new RenderingGate(), TimeProvider.System));
        var marks = new VersionMarks(new FeedOptions(), static (_, _, _) => { });
        var ports = new SyncPorts(this, this, this, this, this, this, this, this, resolver, gate, marks);
        (_sync, _plain) = (new SecretSync(ports, Planner, Clock), new SecretSync(ports, Planner, TimeProvider.System));
    }

    public HoldingClock Clock { get; } = new();

    /// <summary>What was applied, by namespace and name.</summary>
    public ConcurrentDictionary<string, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> Written { get; } = new();

    /// <summary>Nothing outside takes time here: when this returns, the rendering has begun or waits.</summary>
    public async Task<SyncFact> SyncAsync(
        string ns, string name, SecretDataTransformation transformation, CancellationToken cancellation = default)
    {
        Clock.Rendering.Value = new HoldingClock.Turn(ns);
        return await RunAsync(_sync, ns, name, transformation, cancellation);
    }

    /// <summary>Beside the clock that holds up.</summary>
    public Task<SyncFact> PlainAsync(string ns, string name, SecretDataTransformation? transformation) =>
        RunAsync(_plain, ns, name, transformation, default);

    private static Task<SyncFact> RunAsync(
        SecretSync sync, string ns, string name, SecretDataTransformation? transformation, CancellationToken cancellation) => sync.RunAsync(
            new VaultStaticSecret
            {
                Metadata = new ObjectMeta { Name = name, Namespace = ns, Uid = $"{ns}-{name}", ResourceVersion = "1", Generation = 1 },
                Spec = new VaultStaticSecretSpec
                {
                    VaultAuthRef = "auth",
                    Mount = "kv",
                    Path = name,
                    Type = "kv-v2",
                    Destination = new Destination { Name = name, Create = true, Transformation = transformation },
                },
            }, SecretState.Initial, SecretMemory.Initial, SyncReason.InitialSync, cancellation);

    ValueTask<SessionReply> ISessions.GetAsync(string authKey, SessionRequest request, CancellationToken cancellation) =>
        ValueTask.FromResult(new SessionReply(Session, null));

    void ISessions.Watch(string authKey, ResourceRef dependent)
    {
    }

    void ISessions.Unwatch(string authKey, ResourceRef dependent)
    {
    }

    void ISessions.Forget(string authKey)
    {
    }

    void ISessions.Suspect(VaultEndpoint endpoint, Failure failure)
    {
    }

    Task<Outcome<VaultData>> IVaultSecrets.WriteAsync(
        VaultEndpoint endpoint, VaultToken token, VaultWrite write, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<Outcome<VaultData>> IVaultSecrets.ReadAsync(
        VaultEndpoint endpoint, VaultToken token, VaultRead read, CancellationToken cancellation) =>
        Task.FromResult<Outcome<VaultData>>(new VaultData("""{"data":{"password":"p"},"metadata":{"version":1}}"""u8.ToArray(), []));

    Task<Outcome<IReadOnlyList<string>>> IVaultDiagnosis.CapabilitiesAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, string path, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<Outcome<string>> IVaultDiagnosis.MountTypeAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, string mount, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<Outcome<SecretVersion>> ISecretWriter.ApplyAsync(SecretManifest manifest, CancellationToken cancellation)
    {
        Written[manifest.Key.ToString()] = manifest.Data;
        return Task.FromResult<Outcome<SecretVersion>>(new SecretVersion("s", "2"));
    }

    Task<Outcome<Done>> ISecretWriter.TryAsync(SecretManifest manifest, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<Outcome<Done>> ISecretWriter.DeleteAsync(ObjectKey secret, string uid, string? resourceVersion, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<Outcome<SecretVersion>> ISecretWriter.TakeOwnershipAsync(
        ObjectKey secret, string resourceVersion, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<Outcome<SecretContent>> ISecretReader.ReadAsync(ObjectKey secret, CancellationToken cancellation) =>
        Task.FromResult<Outcome<SecretContent>>(new Failure(FailureKind.NotFound, "there is none"));

    Task<Outcome<SecretSighting>> ISecretReader.LookAsync(ObjectKey secret, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<Outcome<ReadOnlyMemory<byte>>> IDigestKey.GetAsync(CancellationToken cancellation) =>
        Task.FromResult<Outcome<ReadOnlyMemory<byte>>>(new ReadOnlyMemory<byte>(new byte[16]));

    Task<Appended> IStatusJournal.AppendAsync(
        ResourceKind kind, ObjectKey key, string resourceVersion, JsonObject status, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<Outcome<IResource>> IStatusJournal.LoadAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<Outcome<Done>> IStatusJournal.RemoveFinalizerAsync(
        ResourceKind kind, ObjectKey key, string finalizer, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<Outcome<RestartEffect>> IWorkloads.RestartAsync(
        WorkloadRef workload, IReadOnlyList<RestartStamp> stamps, DateTimeOffset restartedAt, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<Outcome<Rollout>> IWorkloads.LookAsync(WorkloadRef workload, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<Outcome<Done>> IStatusJournal.AddFinalizerAsync(
        ResourceKind kind, ObjectKey key, string finalizer, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<TransformationReply> ITransformations.GetAsync(ObjectKey key, ResourceRef dependent, CancellationToken cancellation) =>
        throw new NotSupportedException();

    void ITransformations.Watch(ObjectKey key, ResourceRef dependent)
    {
    }

    void ITransformations.Unwatch(ObjectKey key, ResourceRef dependent)
    {
    }

    void ITransformations.Forget(ObjectKey key)
    {
    }
}
