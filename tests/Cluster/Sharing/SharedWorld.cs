using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Auths;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;

namespace Coffer.Cluster.Tests.Sharing;

/// <summary>
/// Many VaultStaticSecrets, their Secrets and a kv-v2 mount in memory, beside the logins of an <see cref="AuthWorld"/>. Counts what is
/// asked of it, and outlives every silo.
/// </summary>
internal sealed class SharedWorld
    : IResourceWatch, IStatusJournal, ISecretWriter, ISecretReader, IVaultSecrets, IDigestKey, IHeartbeat, IWorkloads
{
    private readonly ConcurrentDictionary<ObjectKey, VaultStaticSecret> _resources = new();
    private readonly ConcurrentDictionary<ObjectKey, SecretSighting> _secrets = new();
    private readonly ConcurrentDictionary<string, int> _reads = new();
    private int _version = 1_000_000;
    private int _value = 1;
    private int _writes;
    private int _gets;
    private int _underWay;
    private int _peak;
    private int _givenUp;

    public AuthWorld Auths { get; } = new();

    /// <summary>How long Vault takes for a read.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.Zero;

    /// <summary>What a read waits for, and how it fails; null for an answer.</summary>
    public Func<Task<Failure?>> OnRead { get; set; } = static () => Task.FromResult<Failure?>(null);

    public DateTimeOffset? LastAlive { get; set; }

    public IReadOnlyList<ObjectKey> Keys => [.. _resources.Keys];

    public int Writes => _writes;

    /// <summary>GETs of single objects.</summary>
    public int Gets => _gets;

    public int Reads => _reads.Values.Sum();

    /// <summary>Most reads that Vault had under way at once.</summary>
    public int Peak => _peak;

    /// <summary>Reads that the operator did not wait for any longer.</summary>
    public int GivenUp => _givenUp;

    public int InDate => _resources.Values.Count(IsInDate);

    public int ReadsOf(ObjectKey key) => _reads.GetValueOrDefault(key.Name);

    public void ResetPeak() => _peak = 0;

    /// <summary>Puts a new value at all paths.</summary>
    public void Rotate() => Interlocked.Increment(ref _value);

    /// <summary>A VaultStaticSecret; without a period it is read once in its life.</summary>
    public void Declare(string ns, string name, string? refreshAfter) => _resources[new ObjectKey(ns, name)] = new VaultStaticSecret
    {
        Metadata = new ObjectMeta { Namespace = ns, Name = name, Uid = $"uid-{ns}-{name}", Generation = 1, ResourceVersion = Next() },
        Spec = new VaultStaticSecretSpec
        {
            VaultAuthRef = "a",
            Mount = "kv",
            Type = "kv-v2",
            Path = name,
            RefreshAfter = refreshAfter,
            HmacSecretData = refreshAfter is not null,
            Destination = new Destination { Create = true, Name = name },
        },
    };

    /// <summary>Has all that happened happen earlier.</summary>
    public void Age(TimeSpan by)
    {
        foreach (var (key, resource) in _resources)
        {
            var snapshot = resource.Status!.Snapshot!;
            _resources[key] = resource with
            {
                Status = resource.Status with { Snapshot = snapshot with { LastSyncTime = snapshot.LastSyncTime - by } },
            };
        }
    }

    public async Task RunAsync(ResourceKind kind, string? @namespace, IWatchSink sink, CancellationToken cancellation)
    {
        sink.Listing();
        foreach (var resource in _resources.Values)
        {
            sink.Seen(new Watched.Resource(resource));
        }

        sink.Listed(Next());
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
    }

    public async Task<Appended> AppendAsync(
        ResourceKind kind, ObjectKey key, string resourceVersion, JsonObject status, CancellationToken cancellation)
    {
        if (kind != ResourceKinds.VaultStaticSecret)
        {
            return await Auths.AppendAsync(kind, key, resourceVersion, status, cancellation);
        }

        if (_resources[key] is not { } held || held.Metadata.ResourceVersion != resourceVersion)
        {
            return new Appended.Conflict();
        }

        var version = Next();
        return _resources.TryUpdate(key, Merge(held, status, version), held)
            ? new Appended.Stored(version, FieldsLost: false)
            : new Appended.Conflict();
    }

    public async Task<Outcome<IResource>> LoadAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellation)
    {
        if (kind != ResourceKinds.VaultStaticSecret)
        {
            return await Auths.LoadAsync(kind, key, cancellation);
        }

        Interlocked.Increment(ref _gets);
        return Outcome.Ok<IResource>(_resources[key]);
    }

    public Task<Outcome<Done>> RemoveFinalizerAsync(ResourceKind kind, ObjectKey key, string finalizer, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Outcome<Done>> AddFinalizerAsync(ResourceKind kind, ObjectKey key, string finalizer, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Outcome<SecretVersion>> ApplyAsync(SecretManifest manifest, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _writes);
        var seen = _secrets[manifest.Key] = new SecretSighting
        {
            Key = manifest.Key,
            Uid = $"secret-{manifest.Key}",
            ResourceVersion = Next(),
            Annotations = manifest.Annotations,
            OwnedKeys = [.. manifest.Data.Keys],
        };
        return Task.FromResult(Outcome.Ok(new SecretVersion(seen.Uid, seen.ResourceVersion)));
    }

    public Task<Outcome<Done>> TryAsync(SecretManifest manifest, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Outcome<Done>> DeleteAsync(ObjectKey secret, string uid, string? resourceVersion, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Outcome<SecretVersion>> TakeOwnershipAsync(ObjectKey secret, string resourceVersion, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Outcome<SecretContent>> ReadAsync(ObjectKey secret, CancellationToken cancellation) =>
        Task.FromResult<Outcome<SecretContent>>(new Failure(FailureKind.NotFound, "none"));

    public Task<Outcome<SecretSighting>> LookAsync(ObjectKey secret, CancellationToken cancellation) =>
        Task.FromResult(_secrets.TryGetValue(secret, out var seen) ? Outcome.Ok(seen) : new Failure(FailureKind.NotFound, "none"));

    public async Task<Outcome<VaultData>> ReadAsync(
        VaultEndpoint endpoint, VaultToken token, VaultRead read, CancellationToken cancellation)
    {
        var underWay = Interlocked.Increment(ref _underWay);
        InterlockedMax(ref _peak, underWay);
        try
        {
            await Task.Delay(Latency, TimeProvider.System, cancellation);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _givenUp);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }

        if (await OnRead() is { } refused)
        {
            return refused;
        }

        _reads.AddOrUpdate(read.Path["kv/data/".Length..], 1, static (_, count) => count + 1);
        var json =
            $$$"""{"data":{"password":"value {{{_value}}}"},"metadata":{"version":{{{_value}}},"created_time":"2026-01-01T00:00:{{{_value:D2}}}Z"}}""";
        return new VaultData(Encoding.UTF8.GetBytes(json), []);
    }

    public Task<Outcome<ReadOnlyMemory<byte>>> GetAsync(CancellationToken cancellation) =>
        Task.FromResult(Outcome.Ok<ReadOnlyMemory<byte>>(new byte[32]));

    public Task<DateTimeOffset?> LastAliveAsync(CancellationToken cancellation) => Task.FromResult(LastAlive);

    public Task<Outcome<Done>> BeatAsync(CancellationToken cancellation) => Task.FromResult(Outcome.Ok(Done.Instance));

    public Task<Outcome<VaultData>> WriteAsync(
        VaultEndpoint endpoint, VaultToken token, VaultWrite write, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Outcome<Rollout>> LookAsync(WorkloadRef workload, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Outcome<RestartEffect>> RestartAsync(
        WorkloadRef workload, IReadOnlyList<RestartStamp> stamps, DateTimeOffset restartedAt, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <summary>True when the journal holds the value that Vault has.</summary>
    private bool IsInDate(VaultStaticSecret resource) => resource.Status?.Snapshot?.KvVersion == _value;

    private static VaultStaticSecret Merge(VaultStaticSecret held, JsonObject patch, string version)
    {
        var json = JsonSerializer.SerializeToNode(held, ResourceJson.Default.VaultStaticSecret)!.AsObject();
        json["status"] ??= new JsonObject();
        Merge(json["status"]!.AsObject(), patch);
        var merged = json.Deserialize(ResourceJson.Default.VaultStaticSecret)!;
        return merged with { Metadata = merged.Metadata with { ResourceVersion = version } };
    }

    /// <summary>A merge patch, RFC 7386.</summary>
    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject changed && target[name] is JsonObject old)
            {
                Merge(old, changed);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }

    private static void InterlockedMax(ref int highest, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref highest)) && Interlocked.CompareExchange(ref highest, value, seen) != seen)
        {
        }
    }

    private string Next() => Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);
}
