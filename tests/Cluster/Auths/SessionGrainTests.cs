using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Auths;

public sealed class SessionGrainTests
{
    private static readonly Failure Refused = new(FailureKind.Unreachable, "PUT auth/kubernetes/login: connection refused");

    [Fact]
    public async Task A_thousand_secrets_cost_one_login_and_a_thousand_refusals_one_lookup_and_one_login_more()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        var replies = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => cluster.GetAsync("app", $"kv/data/{i}")));
        Assert.All(replies, reply => Assert.NotNull(reply.Session));
        Assert.Equal(1, cluster.World.Logins);

        var version = replies[0].Session!.Version;
        var watch = FairWatch.Start();
        var denied = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => ReadInVainAsync(cluster, $"kv/data/{i}", version)));
        Assert.All(denied, reply => Assert.Equal(FailureKind.Forbidden, reply.Problem!.Kind));
        Assert.All(denied, reply => Assert.Contains("Mount 'kv' exists (kv-v2)", reply.Problem!.Message, StringComparison.Ordinal));
        Assert.Equal(2, cluster.World.Logins);
        // One for the first token, and for the second one every five seconds in which refusals come.
        Assert.InRange(cluster.World.Lookups, 1, 2 + (int)(watch.Wall.TotalSeconds / 5));
        var lookups = cluster.World.Lookups;

        // Asked again before their time is up they are answered from memory; a path that nobody refused goes on.
        var again = await Task.WhenAll(denied.Select(async (reply, i) =>
            (Reply: await cluster.GetAsync("app", $"kv/data/{i}"), InTime: watch.Wall < reply.Problem!.RetryAfter)));
        Assert.All(again.Where(each => each.InTime), each => Assert.True(each.Reply.Problem!.RetryAfter > TimeSpan.Zero));
        Assert.NotNull((await cluster.GetAsync("app", "kv/data/other")).Session);
        Assert.Equal((lookups, 2), (cluster.World.Lookups, cluster.World.Logins));
    }

    /// <summary>
    /// What a reader does that Vault refuses whatever token it has: whoever asks after the new login gets its session first,
    /// and is refused with that too.
    /// </summary>
    private static async Task<SessionReply> ReadInVainAsync(AuthCluster cluster, string path, long version)
    {
        var reply = await cluster.GetAsync("app", path, version);
        return reply.Session is { } newer ? await cluster.GetAsync("app", path, newer.Version) : reply;
    }

    [Fact]
    public async Task A_revoked_token_is_replaced_at_once_and_new_policies_lift_a_refusal()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        var first = (await cluster.GetAsync("app")).Session!;
        var watch = FairWatch.Start();
        await Eventually.HoldsAsync("a token too old to be taken for stillborn", () => watch.Wall > TimeSpan.FromSeconds(1.2));
        cluster.World.RevokeAll();
        var second = (await cluster.GetAsync("app", refused: first.Version)).Session!;
        Assert.True(second.Version > first.Version);
        Assert.NotEqual(first.Token, second.Token);

        cluster.World.Policies = ["app", "default"];
        var third = (await cluster.GetAsync("app", refused: second.Version)).Session!;
        Assert.True(third.Version > second.Version);
        Assert.Equal(3, cluster.World.Logins);
    }

    [Fact]
    public async Task Tokens_are_renewed_and_a_deleted_role_is_no_outage()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        // Long enough that a stall of the machine between two thirds of the life and its end is not taken for a lost token.
        cluster.World.TokenLife = TimeSpan.FromSeconds(12);
        Assert.NotNull((await cluster.GetAsync("app")).Session);
        await Eventually.HoldsAsync("renewed twice", () => cluster.World.Renewals >= 2);
        Assert.Equal(1, cluster.World.Logins);

        cluster.World.RenewFailure = new Failure(FailureKind.ServerError, "500 role app does not exist during renewal");
        await Eventually.HoldsAsync("logged in anew", () => cluster.World.Logins >= 2);
        Assert.NotNull((await cluster.GetAsync("app")).Session);
    }

    [Fact]
    public async Task Recovery_of_vault_is_noticed_soon_and_shown_in_the_status_of_the_connection()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        cluster.World.Health = Refused;
        cluster.World.OnLogin = (_, _) => Task.FromResult<Failure?>(Refused);
        var reply = await cluster.GetAsync("app");
        Assert.Equal(FailureKind.Unreachable, reply.Problem!.Kind);
        Assert.Contains("Check that Vault runs at https://app.vault:8200", reply.Problem.Message, StringComparison.Ordinal);
        await Eventually.HoldsAsync("the connection says so", () => Said(cluster, "connection refused", "\"valid\":false"));
        await Eventually.HoldsAsync(
            "an Event says so", () => cluster.World.Events.Any(e => e is { Warning: true, Reason: "VaultClientError" }));
        await Eventually.HoldsAsync("several tries", () => cluster.World.Logins >= 4);

        (cluster.World.Health, cluster.World.OnLogin) =
            (new VaultHealth(true, false, false, "2.6.2"), (_, _) => Task.FromResult<Failure?>(null));
        await Eventually.HoldsAsync("a session", async () => (await cluster.GetAsync("app")).Session is not null, seconds: 8);
        await Eventually.HoldsAsync("the connection is valid", () => Said(cluster, "answers", "\"valid\":true"));
        await Eventually.HoldsAsync("an Event says so", () => cluster.World.Events.Any(e => e is { Warning: false, Reason: "Accepted" }
            && e.Key.StartsWith("VaultConnection", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_missing_auth_costs_one_get_and_is_used_as_soon_as_it_is_there()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("other");
        var replies = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => cluster.GetAsync("late", $"kv/data/{i}")));
        Assert.All(replies, reply => Assert.Contains("VaultAuth late/a does not exist", reply.Problem!.Message, StringComparison.Ordinal));
        Assert.Equal(1, cluster.World.Loads);

        cluster.World.PutTenant("late");
        var auth = await cluster.World.LoadAsync(
            Contracts.Resources.ResourceKinds.VaultAuth, new ObjectKey("late", "a"), CancellationToken.None);
        Assert.True(auth.TryGet(out var resource, out _));
        await cluster.Grains.GetGrain<IVaultAuthGrain>("late/a").Observe(resource);
        await Eventually.HoldsAsync("a session", async () => (await cluster.GetAsync("late")).Session is not null, seconds: 8);
        Assert.Equal(1, cluster.World.Logins);
    }

    [Theory]
    [InlineData(nameof(VaultAuth))]
    [InlineData(nameof(VaultConnection))]
    public async Task What_was_missing_for_long_is_used_soon_after_it_appears(string missing)
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("late");
        var withheld = cluster.World.Take($"{missing}/late/{(missing == nameof(VaultAuth) ? "a" : "c")}");
        Assert.NotNull((await cluster.GetAsync("late")).Problem);
        await Eventually.HoldsAsync("a back-off of many seconds", async () =>
            (await cluster.GetAsync("late")).Problem is { RetryAfter: { } wait } && wait > TimeSpan.FromSeconds(5));

        var appeared = cluster.World.Put(withheld);
        var actor = missing == nameof(VaultAuth)
            ? (IResourceGrain)cluster.Grains.GetGrain<IVaultAuthGrain>("late/a")
            : cluster.Grains.GetGrain<IConnectionGrain>("late/c");
        await actor.Observe(appeared);
        await Eventually.HoldsAsync("a session", async () => (await cluster.GetAsync("late")).Session is not null, seconds: 4);
    }

    [Fact]
    public async Task A_vault_that_hangs_holds_up_nobody_else()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("stuck");
        cluster.World.PutTenant("app");
        cluster.World.OnLogin = async (endpoint, cancellation) =>
        {
            if (endpoint.Connection.Namespace == "stuck")
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            }

            return null;
        };
        var stuck = Task.WhenAll(Enumerable.Range(0, 1000).Select(i => cluster.GetAsync("stuck", $"kv/data/{i}")));
        await Eventually.HoldsAsync("the login hangs", () => cluster.World.Logins == 1);
        Assert.NotNull((await cluster.GetAsync("app")).Session);
        Assert.False(stuck.IsCompleted);
        Assert.All(await stuck, reply => Assert.Equal(FailureKind.Timeout, reply.Problem!.Kind));
    }

    [Fact]
    public async Task A_silo_that_stops_hands_its_tokens_over()
    {
        await using var cluster = await AuthCluster.StartAsync(silos: 2);
        cluster.World.PutTenant("app");
        var grain = cluster.Grains.GetGrain<ISessionGrain>("app/a@app");
        var before = (await grain.GetSession(AuthCluster.Request("kv/data/a"))).Session!;
        await cluster.StopHomeOfAsync(grain);
        var after = (await grain.GetSession(AuthCluster.Request("kv/data/a"))).Session!;
        Assert.Equal((before.Version, before.Token), (after.Version, after.Token));
        Assert.Equal(1, cluster.World.Logins);
        Assert.Empty(cluster.World.Revoked);
    }

    [Fact]
    public async Task A_namespace_that_is_not_allowed_is_told_so()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("vault");
        var reply = await cluster.Sessions().GetAsync("vault/a@app", AuthCluster.Request("kv/data/a"), CancellationToken.None);
        Assert.Contains("Add app there", reply.Problem!.Message, StringComparison.Ordinal);
        Assert.Equal(0, cluster.World.Logins);
    }

    [Fact]
    public async Task Credentials_and_tokens_show_up_nowhere()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        var session = await cluster.GetAsync("app");
        cluster.World.AccountFailure = new Failure(FailureKind.NotFound, "serviceaccounts \"sa\" not found");
        cluster.World.RevokeAll();
        var failed = await cluster.GetAsync("app", refused: session.Session!.Version);
        cluster.World.AccountFailure = null;
        cluster.World.OnLogin = (_, _) => Task.FromResult<Failure?>(new Failure(FailureKind.Forbidden, "403 permission denied"));
        cluster.World.PutTenant("two");
        var refused = await cluster.GetAsync("two");
        Assert.NotNull(failed.Problem);
        Assert.Contains("Left are:", refused.Problem!.Message, StringComparison.Ordinal);
        await Eventually.HoldsAsync("statuses", () => cluster.World.Statuses.Count >= 4);

        string[] emitted =
        [
            .. cluster.Lines, .. cluster.World.Statuses.Select(s => s.Patch.ToJsonString()), .. cluster.World.Events.Select(e => e.Message),
            session.ToString(), failed.ToString(), refused.ToString(),
        ];
        Assert.Contains(emitted, line => line.Contains("logged in", StringComparison.Ordinal));
        Assert.DoesNotContain(emitted, line => line.Contains(AuthWorld.Canary, StringComparison.Ordinal));
    }

    private static bool Said(AuthCluster cluster, params string[] texts) => cluster.World.Statuses.Any(s =>
        s.Key.StartsWith("VaultConnection", StringComparison.Ordinal)
        && texts.All(t => s.Patch.ToJsonString().Contains(t, StringComparison.Ordinal)));
}
