using System.Reflection;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Contracts;
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

    [Fact]
    public async Task A_session_that_was_asked_for_before_a_change_does_not_take_the_place_of_one_asked_for_after_it()
    {
        var auth = Auth.Make(out var grain);
        var late = new TaskCompletionSource<SessionReply>();
        var newest = 1L;
        auth.Answer = request => request.Refused is null ? Task.FromResult(Session(newest)) : late.Task;
        var entry = Entry(grain, TimeProvider.System);
        Assert.Equal(1, (await GetAsync(entry)).Session!.Version);

        var refused = entry.GetAsync(AuthCluster.Request("kv/data/a", refused: 1), CancellationToken.None).AsTask();
        await Eventually.HoldsAsync("the refusal is with the grain", () => auth.Refused == 1);
        entry.Forget();
        newest = 3;
        Assert.Equal(3, (await GetAsync(entry)).Session!.Version);
        late.SetResult(Session(2));

        Assert.Equal(2, (await refused).Session!.Version);
        Assert.Equal(3, (await GetAsync(entry)).Session!.Version);
    }

    private static SessionReply Session(long version) => new(
        new VaultSession
        {
            Endpoint =
                new VaultEndpoint { Connection = new ObjectKey("team", "c"), Uid = "u", Version = "1", Address = new Uri("http://vault") },
            Namespace = "",
            Token = new VaultToken("t"),
            Version = version,
            ExpiresAt = DateTimeOffset.MaxValue,
            Inputs = "",
        },
        null);

    private static SessionEntry Entry(ISessionGrain grain, TimeProvider time, LogCollector? log = null) =>
        new("team/a@team", grain, time, new Lifetime(CancellationToken.None), static _ => { },
            (log ?? new LogCollector()).CreateLogger("Sessions"));

    private static Task<SessionReply> GetAsync(SessionEntry entry) =>
        entry.GetAsync(AuthCluster.Request("kv/data/a"), CancellationToken.None).AsTask();

    /// <summary>
    /// Stands for a reference to a SessionGrain. A class that implements a grain's interface would be taken for a grain, hence the proxy.
    /// </summary>
    public class Auth : DispatchProxy
    {
        public int Faults { get; set; }

        public IReadOnlyList<ResourceRef> Subscribed { get; private set; } = [];

        /// <summary>What is answered to those who ask for a session.</summary>
        public Func<SessionRequest, Task<SessionReply>> Answer { get; set; } = static _ => Task.FromResult(Empty);

        /// <summary>The last session that was told to be refused.</summary>
        public long? Refused { get; private set; }

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
            if (args?[0] is not SessionRequest request)
            {
                return Task.CompletedTask;
            }

            Refused = request.Refused;
            return Answer(request);
        }
    }
}
