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

    [Theory]
    [InlineData(20, "05:00:00")]
    [InlineData(1200, "07:20:00")]
    public async Task An_outage_is_not_over_for_the_second_silo_because_the_first_is_back(int secondsBack, string last)
    {
        var old = await _stage.JoinAsync();
        await old.InsertAsync(Silos.Entry(1, SiloStatus.Active));
        await old.AliveAsync(Silos.Entry(1), Silos.Started.AddHours(5));
        var first = Silos.Entry(2, SiloStatus.Active);
        first.StartTime = Silos.Started.AddHours(7);
        await old.InsertAsync(first);
        await old.AliveAsync(first, first.StartTime.AddSeconds(secondsBack));

        var second = await _stage.JoinAsync();

        Assert.Equal(new DateTimeOffset(Silos.Started + TimeSpan.Parse(last, System.Globalization.CultureInfo.InvariantCulture)),
            await second.Heartbeat.LastAliveAsync(default));
    }

    [Fact]
    public async Task A_rolling_update_is_no_outage()
    {
        var old = await _stage.JoinAsync();
        await old.InsertAsync(Silos.Entry(1, SiloStatus.Dead));
        await old.AliveAsync(Silos.Entry(1), Silos.Started.AddHours(5));
        var next = Silos.Entry(2, SiloStatus.Active);
        next.StartTime = Silos.Started.AddHours(5).AddSeconds(20);
        await old.InsertAsync(next);
        await old.AliveAsync(next, next.StartTime.AddSeconds(30));

        var third = await _stage.JoinAsync();

        Assert.Equal(new DateTimeOffset(next.StartTime.AddSeconds(30)), await third.Heartbeat.LastAliveAsync(default));
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
