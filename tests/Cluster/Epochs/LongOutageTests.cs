using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Embedded.Vault;
using Coffer.Embedded.Vault.Faults;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Epochs;

/// <summary>A server is away for so long that everything that was had from it has run out meanwhile.</summary>
public sealed class LongOutageTests
{
    private const int Steps = 150;

    /// <summary>Between two probes of a Vault that is away: 1, 2, 3, 5 and then 8.5 s, spread by 15 percent.</summary>
    private static readonly double[] ShortestProbeWaits = [0.85, 1.7, 2.55, 4.25, 7.225];

    /// <summary>A circuit lets one call through after each hold.</summary>
    private static readonly double[] CircuitHolds = [1, 2, 4, 5];

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Sample = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Vault_away_for_twelve_hours_is_asked_seldom_and_followed_within_a_minute_by_one_login_each()
    {
        await using var clock = await LongClock.StartAsync();
        var (quiet, rotated) = (await SyncedAsync(clock.World, "quiet"), await SyncedAsync(clock.World, "rotated"));
        await AddAsync(quiet, 10);
        var versions = (await VersionAsync(quiet), await VersionAsync(rotated));
        var fault = clock.World.Vault.Faults.Add((_, _, headers) => !IsOfRoot(clock.World, headers.Values), new FaultAction.Abort());
        var began = clock.Now;
        await rotated.PutAsync("two");

        await clock.PassAsync(Sample, Second);
        var (first, lasted) = (clock.AskedSince(began), clock.Now - began);
        await clock.PassAsync(TimeSpan.FromHours(12), TimeSpan.FromMinutes(10));
        var late = clock.Now;
        await clock.PassAsync(Sample, Second);
        var (last, sampled) = (clock.AskedSince(late), clock.Now - late);

        Assert.Equal(versions, (await VersionAsync(quiet), await VersionAsync(rotated)));
        Assert.Equal("False", (string?)(await quiet.ConditionAsync("Ready"))?["status"]);
        AssertSeldom(first, lasted, secrets: 12);
        AssertSeldom(last, sampled, secrets: 0);

        await clock.World.TrustAsync();
        var back = clock.Now;
        fault.Dispose();
        await Task.WhenAll(quiet.SettlesAsync("one", Soon), rotated.SettlesAsync("two", Soon));
        await IsReadyAsync(quiet);
        await Verify.RefreshesPassAsync(clock.Operator, quiet);

        Assert.Equal(2, clock.AskedSince(back).Count(request => request.Key.Path == $"auth/{OuterWorld.Auth}/login"));
        Assert.Equal((0, 1), (await quiet.RolloutsAsync(), await rotated.RolloutsAsync()));
        Assert.Equal(versions.Item1, await VersionAsync(quiet));
    }

    [Fact]
    public async Task An_API_server_away_for_a_day_and_an_hour_is_followed_again_and_what_is_due_is_read_once()
    {
        await using var clock = await LongClock.StartAsync();
        var (quiet, rotated) = (await SyncedAsync(clock.World, "quiet"), await SyncedAsync(clock.World, "rotated"));
        foreach (var tenant in new[] { quiet, rotated })
        {
            await tenant.MergeAsync(new JsonObject { ["spec"] = new JsonObject { ["refreshAfter"] = "1h" } });
            await tenant.SettlesAsync("one");
        }

        var version = await VersionAsync(quiet);
        await clock.World.Kubernetes.StopAsync(default);
        var began = clock.Now;
        await rotated.PutAsync("two");
        await clock.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(25) / Steps);
        var during = clock.AskedSince(began);

        var back = clock.Now;
        await clock.World.Kubernetes.StartAsync(default);
        await clock.World.TrustAsync();
        await Task.WhenAll(quiet.SettlesAsync("one", Soon), rotated.SettlesAsync("two", Soon));
        await clock.Operator.ReadyAsync();
        await IsReadyAsync(quiet);
        var reads = (Reads(clock, quiet, back), Reads(clock, rotated, back));
        var fresh = await SyncedAsync(clock.World, "fresh");

        Assert.Equal((0, 1), (await quiet.RolloutsAsync(), await rotated.RolloutsAsync()));
        Assert.Equal(0, await fresh.RolloutsAsync());
        Assert.Equal(version, await VersionAsync(quiet));
        // The one was read while its status could not be written.
        Assert.InRange(reads.Item1, 0, 1);
        Assert.Equal(1, reads.Item2);
        Assert.InRange(during.Count(request => request.Key.Path == Path(quiet)), 24, 26);
        Assert.True(during.Count(request => request.Key.Path == Path(rotated)) <= Steps + 2, Tell(during));
    }

    /// <summary>
    /// Two connections are probed and tried as often as their waits allow, however many secrets each has. A failed call has a Vault
    /// probed that seemed well, never one that is known to be away: once each of twelve secrets' failed tries brought a probe forward,
    /// which made 84 of these calls.
    /// </summary>
    /// <param name="asked">What Vault was asked.</param>
    /// <param name="time">In how long.</param>
    /// <param name="secrets">Secrets that may have been reading when Vault went away.</param>
    private static void AssertSeldom(IReadOnlyList<RecordedRequest> asked, TimeSpan time, int secrets)
    {
        // The status that tells of the outage comes back as an event, which is one more look.
        var probes = 2 * (Times(time, ShortestProbeWaits) + 1);
        var tries = 2 * Times(time, CircuitHolds);
        var probed = asked.Count(request => request.Key.Path == "sys/health");
        Assert.True(probed <= probes, $"{probed} probes in {time}, at most {probes}: {Tell(asked)}");
        Assert.True(asked.Count - probed <= secrets + tries, $"more than {secrets} and {tries} tries in {time}: {Tell(asked)}");
    }

    /// <summary>
    /// How often something happens in a time that happens at its beginning and after each of these waits, seconds; the last one goes on.
    /// </summary>
    private static int Times(TimeSpan time, IReadOnlyList<double> waits)
    {
        var times = 1;
        for (var at = waits[0]; at <= time.TotalSeconds; at += waits[Math.Min(times, waits.Count - 1)])
        {
            times++;
        }

        return times;
    }

    private static string Tell(IReadOnlyList<RecordedRequest> requests) => $"{requests.Count} requests: "
        + string.Join(", ", requests.GroupBy(request => request.Key.Path).Select(path => $"{path.Count()} {path.Key}"));

    private static async Task AddAsync(Tenant tenant, int count)
    {
        foreach (var name in Enumerable.Range(1, count).Select(number => $"more{number}"))
        {
            await tenant.PutAsync("one", name);
            await tenant.DeclareAsync(name: name);
            await Verify.EventuallyAsync(tenant, name, async () => await tenant.ValueAsync(name) == "one");
        }
    }

    private static Task IsReadyAsync(Tenant tenant) => Verify.EventuallyAsync(
        tenant, "Ready=True", async () => (string?)(await tenant.ConditionAsync("Ready"))?["status"] == "True", Soon);

    private static int Reads(LongClock clock, Tenant tenant, DateTimeOffset since) =>
        clock.AskedSince(since).Count(request => request.Key.Path == Path(tenant));

    private static string Path(Tenant tenant) => $"{OuterWorld.Kv}/data/{tenant.Namespace}/app";

    private static bool IsOfRoot(OuterWorld world, IEnumerable<Microsoft.Extensions.Primitives.StringValues> headers) =>
        headers.Any(value => value == world.Vault.RootToken);

    private static async Task<string?> VersionAsync(Tenant tenant) =>
        (string?)(await tenant.SecretAsync())!["metadata"]!["resourceVersion"];

    private static Task<Tenant> SyncedAsync(OuterWorld world, string name) => RestoreTests.SyncedAsync(world, name);
}
