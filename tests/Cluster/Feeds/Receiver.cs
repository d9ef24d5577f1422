using System.Collections.Concurrent;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Grains.Feeds;
using Orleans.Concurrency;

namespace Coffer.Cluster.Tests.Feeds;

[Alias("test.IReceiver")]
public interface IReceiver : ISecretGrain;

/// <summary>Stands where the actors of all kinds will: keeps the object in memory and writes down what it is told.</summary>
[KeepAlive]
internal sealed class Receiver(Telling telling, ILocalSiloDetails silo) : Grain, IReceiver
{
    private IResource? _held;
    private long _epoch;

    public Task<bool> NeedsObject(string uid, string resourceVersion) =>
        Task.FromResult(_held?.Metadata.ResourceVersion != resourceVersion);

    public Task ObserveIn(IResource resource, long epoch)
    {
        Hear(epoch);
        return Observe(resource);
    }

    public async Task Observe(IResource resource)
    {
        await telling.Obstacle(this.GetPrimaryKeyString());
        _held = resource;
        telling.Add(Told("observed", resource.Metadata.ResourceVersion));
    }

    public Task ObserveDeleted(string uid, string resourceVersion)
    {
        telling.Add(Told("deleted", resourceVersion));
        return Task.CompletedTask;
    }

    public Task ObserveDeletedIn(string uid, string resourceVersion, long epoch)
    {
        Hear(epoch);
        return ObserveDeleted(uid, resourceVersion);
    }

    public Task SecretSeenIn(SecretSighting sighting, long epoch)
    {
        Hear(epoch);
        return SecretSeen(sighting);
    }

    public Task SecretSeen(SecretSighting sighting)
    {
        telling.Add(Told(sighting.Deleted ? "secret deleted" : "secret seen", sighting.ResourceVersion));
        return Task.CompletedTask;
    }

    [OneWay]
    public Task RestartReported(RestartReport report)
    {
        telling.Add(Told($"restart {report.Effect?.ToString() ?? report.Problem!.Kind.ToString()}", report.Id));
        return Task.CompletedTask;
    }

    [OneWay]
    public Task DependencyChanged(TimeSpan spread) => Task.CompletedTask;

    private void Hear(long epoch)
    {
        if (epoch > _epoch)
        {
            _epoch = epoch;
            telling.Add(Told("doubted", "*"));
        }
    }

    private Told Told(string what, string version) => new(this.GetPrimaryKeyString(), what, version, silo.SiloAddress);
}

internal sealed record Told(string Key, string What, string Version, SiloAddress Silo)
{
    public string Text => $"{What} {Key}@{Version}";
}

/// <summary>What the receivers of all silos were told, in order.</summary>
internal sealed class Telling
{
    private readonly ConcurrentQueue<Told> _all = new();

    /// <summary>Throws or waits in the way of a hand-out.</summary>
    public Func<string, Task> Obstacle { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<Told> All => [.. _all];

    public IEnumerable<string> Texts => _all.Select(told => told.Text);

    public void Add(Told told) => _all.Enqueue(told);

    public void Clear() => _all.Clear();
}

internal sealed class TestReceivers(IGrainFactory grains) : IReceivers
{
    public IResourceGrain Resource(ResourceKind kind, ObjectKey key) => kind == ResourceKinds.VaultDynamicSecret
        ? grains.GetGrain<IUnservedGrain>($"{kind.Plural}/{key}")
        : grains.GetGrain<IReceiver>(key.ToString());

    public IReadOnlyCollection<string> SecretKinds { get; } = [ResourceKinds.VaultStaticSecret.Kind];

    public ISecretGrain Secret(ResourceRef secret) => grains.GetGrain<IReceiver>(secret.Key.ToString());
}
