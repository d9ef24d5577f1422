namespace Coffer.Kube.Tests.Membership;

/// <summary>The contract of Orleans' own membership-table tests: signs of life, cleaning up, clusters side by side.</summary>
public sealed class UpkeepTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Before = new(Silos.Started.AddDays(1));

    private TableStage _stage = null!;
    private TableHandle _silo = null!;

    public async Task InitializeAsync()
    {
        _stage = await TableStage.StartAsync();
        _silo = await _stage.JoinAsync();
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_sign_of_life_changes_nothing_else_and_leaves_earlier_reads_good_for_writing()
    {
        await _silo.InsertAsync(Silos.Entry(1));
        var before = await _silo.Table.ReadAllAsync();

        await _silo.AliveAsync(Silos.Entry(1), Silos.Started.AddMinutes(5));

        var after = await _silo.Table.ReadAllAsync();
        Assert.Equal(Silos.Print(before), Silos.Print(after));
        Assert.Equal(Silos.Started.AddMinutes(5), after.Members[0].Item1.IAmAliveTime);
        Assert.True(await _silo.Table.UpdateRowAsync(Silos.Entry(1, SiloStatus.Active), before.Members[0].Item2, before.Version.Next()));
        Assert.Equal(Silos.Started.AddMinutes(5), (await _silo.FindAsync(Silos.Entry(1)))!.IAmAliveTime);
    }

    [Fact]
    public async Task Silos_not_at_work_and_not_heard_of_since_are_cleaned_up_in_one_version()
    {
        var statuses = Enum.GetValues<SiloStatus>().Where(status => status != SiloStatus.None).ToList();
        foreach (var (status, number) in statuses.Select((status, number) => (status, number)))
        {
            await _silo.InsertAsync(Silos.Entry(number, status));
        }

        var (alive, suspected, started) = (Silos.Entry(50, SiloStatus.Dead), Silos.Entry(51, SiloStatus.Dead),
            Silos.Entry(52, SiloStatus.Dead));
        suspected.SuspectTimes = [Tuple.Create(Silos.Address(1), Before.UtcDateTime)];
        started.StartTime = Before.UtcDateTime;
        await _silo.InsertAsync(alive);
        await _silo.AliveAsync(alive, Before.UtcDateTime);
        await _silo.InsertAsync(suspected);
        await _silo.InsertAsync(started);
        var before = await _silo.Table.ReadAllAsync();

        await _silo.Table.CleanupDefunctSiloEntriesAsync(Before);
        var after = await _silo.Table.ReadAllAsync();
        await _silo.Table.CleanupDefunctSiloEntriesAsync(Before);

        Assert.Equal(
            new[]
            {
                Silos.Address(statuses.IndexOf(SiloStatus.Active)),
                alive.SiloAddress,
                suspected.SiloAddress,
                started.SiloAddress,
            }.Order(),
            after.Members.Select(row => row.Item1.SiloAddress).Order());
        Assert.Equal(before.Version.Version + 1, after.Version.Version);
        Assert.Equal(Silos.Print(after), Silos.Print(await _silo.Table.ReadAllAsync()));
        Assert.False(await _silo.Table.UpdateRowAsync(Silos.Entry(50), before.TryGet(alive.SiloAddress)!.Item2, before.Version.Next()));
    }

    [Fact]
    public async Task Cleaning_up_leaves_nothing_of_a_silo_behind_even_when_two_do_it()
    {
        var other = await _stage.JoinAsync();
        for (var number = 0; number < 30; number++)
        {
            await _silo.InsertAsync(Silos.Entry(number, SiloStatus.Dead));
            await _silo.AliveAsync(Silos.Entry(number), Silos.Started);
        }

        await Task.WhenAll(_silo.Table.CleanupDefunctSiloEntriesAsync(Before), other.Table.CleanupDefunctSiloEntriesAsync(Before));

        Assert.Empty((await other.Table.ReadAllAsync()).Members);
        using var stored = await _stage.SendAsync(HttpMethod.Get, TableStage.PathOf("one"));
        using var json = System.Text.Json.JsonDocument.Parse(await stored.Content.ReadAsStringAsync());
        Assert.Equal("version", Assert.Single(json.RootElement.GetProperty("data").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Two_releases_in_one_namespace_do_not_meet()
    {
        var stranger = await _stage.JoinAsync("two");
        await _silo.InsertAsync(Silos.Entry(1));
        await stranger.InsertAsync(Silos.Entry(1, SiloStatus.Dead));
        await _silo.AliveAsync(Silos.Entry(1), Silos.Started.AddHours(1));

        await stranger.Table.CleanupDefunctSiloEntriesAsync(Before);

        Assert.Empty((await stranger.Table.ReadAllAsync()).Members);
        Assert.Equal(SiloStatus.Joining, (await _silo.FindAsync(Silos.Entry(1)))!.Status);
    }

    [Fact]
    public async Task A_table_is_deleted_by_its_own_cluster_only()
    {
        var stranger = await _stage.JoinAsync("two");
        await _silo.InsertAsync(Silos.Entry(1));
        await stranger.InsertAsync(Silos.Entry(1));

        await Assert.ThrowsAsync<ArgumentException>(() => stranger.Table.DeleteMembershipTableEntriesAsync("one"));
        await stranger.Table.DeleteMembershipTableEntriesAsync("two");
        await stranger.Table.DeleteMembershipTableEntriesAsync("two");

        Assert.Single((await _silo.Table.ReadAllAsync()).Members);
        var anew = await stranger.Table.ReadAllAsync();
        Assert.Equal(0, anew.Version.Version);
        Assert.Empty(anew.Members);
    }
}
