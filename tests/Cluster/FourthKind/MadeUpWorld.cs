using System.Collections.Concurrent;
using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;

namespace Coffer.Cluster.Tests.FourthKind;

/// <summary>What a made-up secret reads and writes.</summary>
internal sealed class MadeUpWorld : IVaultSecrets, ISecretWriter, IDigestKey, IHeartbeat, IWorkloads
{
    private int _version = 1000;

    public ConcurrentDictionary<string, string> Vault { get; } = new();

    public ConcurrentQueue<string> Reads { get; } = new();

    public ConcurrentQueue<string> Restarts { get; } = new();

    public ConcurrentQueue<SecretManifest> Written { get; } = new();

    public Task<Outcome<VaultData>> ReadAsync(VaultEndpoint endpoint, VaultToken token, VaultRead read, CancellationToken cancellation)
    {
        Reads.Enqueue(read.Path);
        return Task.FromResult<Outcome<VaultData>>(Vault.TryGetValue(read.Path, out var json)
            ? new VaultData(Encoding.UTF8.GetBytes(json), [])
            : new Failure(FailureKind.NotFound, $"GET {read.Path}: 404"));
    }

    public Task<Outcome<SecretVersion>> ApplyAsync(SecretManifest manifest, CancellationToken cancellation)
    {
        Written.Enqueue(manifest);
        return Task.FromResult<Outcome<SecretVersion>>(
            new SecretVersion($"uid-{manifest.Key.Name}", $"{Interlocked.Increment(ref _version)}"));
    }

    public Task<Outcome<Done>> TryAsync(SecretManifest manifest, CancellationToken cancellation) =>
        Task.FromResult<Outcome<Done>>(Done.Instance);

    public Task<Outcome<Done>> DeleteAsync(ObjectKey secret, string uid, string? resourceVersion, CancellationToken cancellation) =>
        Task.FromResult<Outcome<Done>>(Done.Instance);

    public Task<Outcome<SecretVersion>> TakeOwnershipAsync(ObjectKey secret, string resourceVersion, CancellationToken cancellation) =>
        Task.FromResult<Outcome<SecretVersion>>(new SecretVersion($"uid-{secret.Name}", resourceVersion));

    public Task<Outcome<ReadOnlyMemory<byte>>> GetAsync(CancellationToken cancellation) =>
        Task.FromResult<Outcome<ReadOnlyMemory<byte>>>(new ReadOnlyMemory<byte>(new byte[16]));

    public Task<DateTimeOffset?> LastAliveAsync(CancellationToken cancellation) => Task.FromResult<DateTimeOffset?>(null);

    public Task<Outcome<Done>> BeatAsync(CancellationToken cancellation) => Task.FromResult<Outcome<Done>>(Done.Instance);

    public Task<Outcome<VaultData>> WriteAsync(
        VaultEndpoint endpoint, VaultToken token, VaultWrite write, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Outcome<Rollout>> LookAsync(WorkloadRef workload, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Outcome<RestartEffect>> RestartAsync(
        WorkloadRef workload, IReadOnlyList<RestartStamp> stamps, DateTimeOffset now, CancellationToken cancellation)
    {
        Restarts.Enqueue($"{workload} {stamps.Count}");
        return Task.FromResult<Outcome<RestartEffect>>(RestartEffect.Restarted);
    }
}
