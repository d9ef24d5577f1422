using Coffer.Contracts;
using System.Reflection;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Vault;
using Coffer.Grains.Actors;
using Coffer.Grains.Auths;
using Microsoft.Extensions.Time.Testing;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>A silo's session where the SessionGrain's silo fails by a bug: the exception travels, whatever its type.</summary>
public sealed class SessionEntryTests
{
    private static readonly ResourceRef App = new("VaultStaticSecret", "team", "app");
    private static readonly SessionReply Empty = new(null, null);

    [Fact]
    public async Task A_bug_on_the_other_side_costs_one_call_and_not_all_that_follow()
    {
        var auth = Auth.Make(out var grain);
        auth.Faults = 1;
        var entry = Entry(grain, TimeProvider.System);

        await Assert.ThrowsAsync<InvalidOperationException>(() => GetAsync(entry));

        Assert.Equal(Empty, await GetAsync(entry));
    }

    [Fact]
    public async Task A_bug_on_the_other_side_does_not_end_subscriptions_and_is_told_once()
    {
        var auth = Auth.Make(out var grain);
        auth.Faults = 2;
        var log = new LogCollector();
        var time = new FakeTimeProvider();
        var entry = Entry(grain, time, log);

        entry.Watch(App);

        await Eventually.HoldsAsync("a third try to subscribe", () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return auth.Subscribed.Contains(App);
        });
        var line = Assert.Single(log.Lines);
        Assert.Contains("Auth team/a@team", line, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), line, StringComparison.Ordinal);
    }

    private static SessionEntry Entry(ISessionGrain grain, TimeProvider time, LogCollector? log = null) =>
        new("team/a@team", grain, time, new Lifetime(CancellationToken.None), static _ => { }, (log ?? new LogCollector()).CreateLogger("Sessions"));

    private static Task<SessionReply> GetAsync(SessionEntry entry) => entry.GetAsync(AuthCluster.Request("kv/data/a"), CancellationToken.None).AsTask();

    /// <summary>Stands for a reference to a SessionGrain. A class that implements a grain's interface would be taken for a grain, hence the proxy.</summary>
    public class Auth : DispatchProxy
    {
        public int Faults { get; set; }

        public IReadOnlyList<ResourceRef> Subscribed { get; private set; } = [];

        public static Auth Make(out ISessionGrain grain)
        {
            grain = Create<ISessionGrain, Auth>();
            return (Auth)(object)grain;
        }

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (Faults-- > 0)
            {
                var bug = new InvalidOperationException("a bug");
                return targetMethod!.ReturnType == typeof(Task) ? Task.FromException(bug) : Task.FromException<SessionReply>(bug);
            }

            Subscribed = args?[0] as IReadOnlyList<ResourceRef> ?? Subscribed;
            return targetMethod!.ReturnType == typeof(Task) ? Task.CompletedTask : Task.FromResult(Empty);
        }
    }
}
