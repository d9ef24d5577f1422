using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;

namespace Coffer.Cluster.Tests.Feeds;

/// <summary>
/// One kind's objects, watched as an API server has them watched: a list, then each change in order. Also takes status patches, of which
/// only the version matters here.
/// </summary>
internal sealed class MemoryApi : IResourceWatch, IStatusJournal, IEventRecorder
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectKey, Watched> _objects = [];
    private readonly List<ChannelWriter<Action<IWatchSink>>> _watches = [];
    private readonly ConcurrentQueue<(ObjectKey Key, JsonObject Status)> _patches = new();
    private readonly ConcurrentQueue<string> _events = new();
    private readonly HashSet<ObjectKey> _unreadable = [];
    private ulong _version = 100;

    public int Lists { get; private set; }

    public int Gets { get; private set; }

    public IReadOnlyList<(ObjectKey Key, JsonObject Status)> Patches => [.. _patches];

    public IReadOnlyList<string> Events => [.. _events];

    public Appended? NextAppend { get; set; }

    public int Watches
    {
        get
        {
            lock (_gate)
            {
                return _watches.Count;
            }
        }
    }

    public void Put(string key, long generation = 1, long? synced = null) => Put(version => new Watched.Resource(
        new VaultStaticSecret
        {
            Metadata = Meta(key, version, generation),
            Status = synced is { } last ? new() { LastGeneration = last } : null,
        }));

    public void PutDynamic(string key, long generation = 1, VaultDynamicSecretStatus? status = null) =>
        Put(version => new Watched.Resource(new VaultDynamicSecret { Metadata = Meta(key, version, generation), Status = status }));

    public void PutSecret(string key, string? source) => Put(version => new Watched.Secret(new SecretSighting
    {
        Key = ObjectKey.Parse(key),
        Uid = "uid-" + key,
        ResourceVersion = version,
        Annotations = source is null
            ? new Dictionary<string, string>()
            : new Dictionary<string, string> { [SecretAnnotations.Source] = source },
    }));

    public void Delete(string key)
    {
        lock (_gate)
        {
            _objects.Remove(ObjectKey.Parse(key), out var gone);
            var version = $"{++_version}";
            var last = gone is Watched.Secret secret
                ? new Watched.Secret(secret.Sighting with { ResourceVersion = version })
                : gone! with { ResourceVersion = version };
            Tell(sink => sink.Deleted(last));
        }
    }

    /// <summary>Takes an object away without the watches hearing of it, and has them list anew.</summary>
    public void DeleteUnseen(string key)
    {
        lock (_gate)
        {
            _objects.Remove(ObjectKey.Parse(key));
            _version++;
            Tell(List());
        }
    }

    /// <summary>What there is now, for <see cref="Restore"/>.</summary>
    public (ulong Version, IReadOnlyList<Watched> Objects) Save()
    {
        lock (_gate)
        {
            return (_version, [.. _objects.Values]);
        }
    }

    /// <summary>Goes back to what was saved. As the watches are of no use from then on, they list anew.</summary>
    public void Restore((ulong Version, IReadOnlyList<Watched> Objects) saved)
    {
        lock (_gate)
        {
            _version = saved.Version;
            _objects.Clear();
            foreach (var item in saved.Objects)
            {
                _objects[item.Key] = item;
            }

            Tell(List());
        }
    }

    /// <summary>Those who watch now hear nothing any more.</summary>
    public void Silence()
    {
        lock (_gate)
        {
            _watches.Clear();
        }
    }

    /// <summary>From now on the object is no longer what its kind promises; the watches list anew.</summary>
    public void Spoil(string key)
    {
        lock (_gate)
        {
            _unreadable.Add(ObjectKey.Parse(key));
            Tell(List());
        }
    }

    public async Task RunAsync(ResourceKind kind, string? @namespace, IWatchSink sink, CancellationToken cancellation)
    {
        var channel = Channel.CreateUnbounded<Action<IWatchSink>>();
        lock (_gate)
        {
            channel.Writer.TryWrite(List());
            _watches.Add(channel.Writer);
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellation))
            {
                change(sink);
            }
        }
        finally
        {
            lock (_gate)
            {
                _watches.Remove(channel.Writer);
            }
        }
    }

    public Task<Appended> AppendAsync(
        ResourceKind kind, ObjectKey key, string resourceVersion, JsonObject status, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _patches.Enqueue((key, status));
            var answer = NextAppend ?? new Appended.Stored($"{++_version}", FieldsLost: false);
            NextAppend = null;
            return Task.FromResult(answer);
        }
    }

    public Task<Outcome<IResource>> LoadAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellation)
    {
        lock (_gate)
        {
            Gets++;
            return Task.FromResult(
                _objects.TryGetValue(key, out var found)
                    ? Outcome.Ok(((Watched.Resource)found).Value)
                    : new Failure(FailureKind.NotFound, "none"));
        }
    }

    public Task<Outcome<Done>> RemoveFinalizerAsync(ResourceKind kind, ObjectKey key, string finalizer, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Outcome<Done>> AddFinalizerAsync(ResourceKind kind, ObjectKey key, string finalizer, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public void Record(ObjectRef about, bool warning, string reason, string message)
    {
        lock (_gate)
        {
            _events.Enqueue($"{(warning ? "Warning" : "Normal")} {reason} {about.Kind.Kind} {about.Key}");
        }
    }

    private static ObjectMeta Meta(string key, string version, long generation)
    {
        var parsed = ObjectKey.Parse(key);
        return new()
        {
            Namespace = parsed.Namespace,
            Name = parsed.Name,
            Uid = "uid-" + key,
            ResourceVersion = version,
            Generation = generation,
        };
    }

    private void Put(Func<string, Watched> make)
    {
        lock (_gate)
        {
            var item = make((++_version).ToString(CultureInfo.InvariantCulture));
            _objects[item.Key] = item;
            Tell(sink => sink.Seen(item));
        }
    }

    private Action<IWatchSink> List()
    {
        Lists++;
        var all = _objects.Values.Where(item => !_unreadable.Contains(item.Key)).ToList();
        var (unreadable, version) = (_unreadable.ToList(), $"{_version}");
        return sink =>
        {
            sink.Listing();
            all.ForEach(sink.Seen);
            unreadable.ForEach(sink.Unreadable);
            sink.Listed(version);
        };
    }

    private void Tell(Action<IWatchSink> change) => _watches.ForEach(watch => watch.TryWrite(change));
}
