using System.Reflection;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Grains.Feeds;
using Coffer.Grains.Placement;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Coffer.Cluster.Tests.Feeds;

/// <summary>A rolling update from a release whose feeds and actors know nothing of epochs.</summary>
public sealed class ElderReleaseTests
{
    private readonly List<string> _calls = [];

    [Fact]
    public async Task Actors_of_an_earlier_release_are_told_what_there_is_and_the_log_says_so_once()
    {
        using var log = new LogCollector();
        var elders = new ElderReceivers(log.CreateLogger("Feeds"), ResourceKinds.VaultStaticSecret);
        for (var number = 0; number < 3; number++)
        {
            await elders.TellAsync(static () => throw new OrleansException("unknown method"), () => Call("plainly"));
        }

        Assert.Equal(["plainly", "plainly", "plainly"], _calls);
        Assert.Contains("earlier release", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_can_not_read_the_call_is_told_plainly()
    {
        var elders = new ElderReceivers(NullLogger.Instance, ResourceKinds.VaultStaticSecret);

        await elders.TellAsync(static () => throw new TypeMissingException(), () => Call("plainly"));

        Assert.Equal(["plainly"], _calls);
    }

    /// <summary>Told without the epoch, an actor of this release would take an older version for an echo.</summary>
    [Fact]
    public async Task Actors_that_can_not_be_reached_are_told_of_the_epoch_later()
    {
        var elders = new ElderReceivers(NullLogger.Instance, ResourceKinds.VaultStaticSecret);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => elders.TellAsync(
            static () => throw new SiloUnavailableException(), () => Call("plainly")));
        await Assert.ThrowsAsync<TimeoutException>(() => elders.TellAsync(
            static () => throw new TimeoutException(), () => Call("plainly")));
        await Assert.ThrowsAsync<OrleansMessageRejectionException>(
            () => elders.TellAsync(static () => throw Rejection(), () => Call("plainly")));

        Assert.Empty(_calls);
    }

    [Theory]
    [InlineData(0ul, false)]
    [InlineData(90ul, true)]
    public async Task A_feed_on_a_silo_of_an_earlier_release_is_not_told_of_versions(ulong version, bool isTold)
    {
        var time = new FakeTimeProvider();
        var options = new FeedOptions { Kinds = [ResourceKinds.VaultStaticSecret] };
        var feed = Feed.Make(out var grains);
        feed.Reports.Enqueue(new FeedReport(true, 0, 1, 0, null) { ResourceVersion = 100 });
        feed.Last = new FeedReport(true, 0, 1, 0, null) { ResourceVersion = version };
        using var keeper = new FeedKeeper(
            grains, new Members(new Manifests()), new FeedHealth(options, time), options, time, NullLogger<FeedKeeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);

        await Eventually.HoldsAsync("four more pokes", () =>
        {
            time.Advance(options.PokeEvery);
            return feed.Pokes > 5;
        });
        await keeper.StopAsync(CancellationToken.None);

        Assert.Equal(isTold, feed.Claims > 0);
    }

    /// <summary>As a silo answers that is leaving; only Orleans itself makes one.</summary>
    private static Exception Rejection() => (Exception)Activator.CreateInstance(
        typeof(OrleansMessageRejectionException), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, ["leaving"],
        null)!;

    private Task Call(string what)
    {
        _calls.Add(what);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Stands for the factory of grains and for the one feed that it makes. A class that implements a grain's interface would be taken for
    /// a grain, hence the proxy.
    /// </summary>
    public class Feed : DispatchProxy
    {
        private IResourceFeedGrain _feed = null!;
        private Feed _shared = null!;

        internal Queue<FeedReport> Reports { get; } = new();

        internal FeedReport Last { get; set; } = null!;

        internal int Pokes { get; private set; }

        internal int Claims { get; private set; }

        internal static Feed Make(out IGrainFactory grains)
        {
            grains = Create<IGrainFactory, Feed>();
            var shared = (Feed)(object)grains;
            shared._feed = Create<IResourceFeedGrain, Feed>();
            ((Feed)(object)shared._feed)._shared = shared;
            return shared;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            "GetGrain" => _feed,
            "Poke" => _shared.Poke(),
            "Claim" => _shared.Claim(),
            var other => throw new NotSupportedException(other),
        };

        private Task<FeedReport> Poke()
        {
            Pokes++;
            return Task.FromResult(Reports.TryDequeue(out var report) ? report : Last);
        }

        private Task Claim()
        {
            Claims++;
            return Task.CompletedTask;
        }
    }

    private sealed class Manifests : IClusterManifestProvider
    {
        public ClusterManifest Current { get; } = new(
            MajorMinorVersion.Zero, System.Collections.Immutable.ImmutableDictionary<SiloAddress, GrainManifest>.Empty);

        public IAsyncEnumerable<ClusterManifest> Updates => Never();

        public GrainManifest LocalGrainManifest => throw new NotSupportedException();

        private static async IAsyncEnumerable<ClusterManifest> Never(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            yield break;
        }
    }
}
