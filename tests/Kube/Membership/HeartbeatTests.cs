namespace Coffer.Kube.Tests.Membership;

/// <summary>The operator's heartbeat where there is a table: tells a starting silo when somebody last worked.</summary>
public sealed class HeartbeatTests : IAsyncLifetime
{
    private TableStage _stage = null!;

    public async Task InitializeAsync() => _stage = await TableStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task There_was_nobody_before_the_first()
    {
        var silo = await _stage.JoinAsync();
        await silo.InsertAsync(Silos.Entry(1));
        await silo.AliveAsync(Silos.Entry(1), silo.Now);

        Assert.Null(await silo.Heartbeat.LastAliveAsync(default));
    }

    [Fact]
    public async Task It_is_the_newest_sign_of_life_at_the_start_dead_silos_included_and_stays()
    {
        var old = await _stage.JoinAsync();
        await old.InsertAsync(Silos.Entry(1, SiloStatus.Dead));
        await old.AliveAsync(Silos.Entry(1), Silos.Started.AddHours(5));
        await old.InsertAsync(Silos.Entry(2, SiloStatus.Active));
        await old.AliveAsync(Silos.Entry(2), Silos.Started.AddHours(4));
        var silo = await _stage.JoinAsync();
        await silo.InsertAsync(Silos.Entry(3));
        await silo.AliveAsync(Silos.Entry(3), silo.Now);
        await silo.Table.CleanupDefunctSiloEntriesAsync(DateTimeOffset.MaxValue);

        Assert.Equal(new DateTimeOffset(Silos.Started.AddHours(5)), await silo.Heartbeat.LastAliveAsync(default));
    }

    [Fact]
    public async Task It_is_in_the_silos_own_time()
    {
        var old = await _stage.JoinAsync(skew: TimeSpan.FromMinutes(7));
        await old.InsertAsync(Silos.Entry(1));
        var silo = _stage.Handle(skew: TimeSpan.FromMinutes(-7));
        var before = silo.Now;
        await old.AliveAsync(Silos.Entry(1), old.Now);
        var after = silo.Now;
        await silo.Table.InitializeMembershipTableAsync(true);

        var last = await silo.Heartbeat.LastAliveAsync(default);

        Assert.InRange(last!.Value.UtcDateTime, before.AddSeconds(-4), after.AddSeconds(4));
    }

    [Fact]
    public async Task A_missing_answer_is_not_taken_for_a_missing_heartbeat()
    {
        var silo = _stage.Handle();
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silo.Heartbeat.LastAliveAsync(impatient.Token));

        await silo.Table.InitializeMembershipTableAsync(true);
        Assert.Null(await silo.Heartbeat.LastAliveAsync(default));
    }
}
