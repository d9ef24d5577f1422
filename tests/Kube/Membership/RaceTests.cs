namespace Coffer.Kube.Tests.Membership;

/// <summary>The contract of Orleans' own membership-table tests: silos at the same time.</summary>
public sealed class RaceTests : IAsyncLifetime
{
    private TableStage _stage = null!;

    public async Task InitializeAsync() => _stage = await TableStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Of_many_silos_that_start_at_once_one_makes_the_table()
    {
        var silos = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _stage.JoinAsync()));

        var versions = await Task.WhenAll(silos.Select(silo => silo.Table.ReadAllAsync()));

        Assert.Single(versions.Select(data => data.Version.VersionEtag).Distinct());
        Assert.Equal(1, _stage.Requests.Recent.Count(request => request is { Verb: "create", Resource: "configmaps", StatusCode: 201 }));
    }

    [Fact]
    public async Task Of_many_inserts_one_wins_and_of_many_updates_each_in_the_end()
    {
        var silo = await _stage.JoinAsync();
        var next = (await silo.Table.ReadAllAsync()).Version.Next();

        var inserted = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => silo.Table.InsertRowAsync(Silos.Entry(1), next)));
        await Task.WhenAll(Enumerable.Range(0, 19).Select(_ => UpdateUntilItWinsAsync(silo, 1))).WaitAsync(TimeSpan.FromMinutes(3));

        Assert.Single(inserted, won => won);
        var data = await silo.Table.ReadAllAsync();
        Assert.Equal(20, data.Version.Version);
        Assert.Single(data.Members);
    }

    [Fact]
    public async Task Of_two_updates_of_different_rows_on_one_version_one_wins()
    {
        var (one, two) = (await _stage.JoinAsync(), await _stage.JoinAsync());
        await one.InsertAsync(Silos.Entry(1));
        await one.InsertAsync(Silos.Entry(2));
        for (var round = 0; round < 20; round++)
        {
            var data = await one.Table.ReadAllAsync();

            var won = await Task.WhenAll(
                one.Table.UpdateRowAsync(Silos.Entry(1), data.TryGet(Silos.Address(1))!.Item2, data.Version.Next()),
                two.Table.UpdateRowAsync(Silos.Entry(2), data.TryGet(Silos.Address(2))!.Item2, data.Version.Next()));

            Assert.Single(won, true);
            Assert.Equal(data.Version.Version + 1, (await two.Table.ReadAllAsync()).Version.Version);
        }
    }

    [Fact]
    public async Task A_read_beside_writes_sees_only_what_was_once_the_whole()
    {
        var (one, two) = (await _stage.JoinAsync(), await _stage.JoinAsync());
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                // Each insert adds one row and one version: any other pair never was.
                var data = await two.Table.ReadAllAsync();
                Assert.Equal(data.Version.Version, data.Members.Count);
            }
        });

        for (var number = 1; number <= 30; number++)
        {
            await one.InsertAsync(Silos.Entry(number));
        }

        await done.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task Signs_of_life_and_changes_of_rows_never_get_in_each_others_way()
    {
        var silos = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _stage.JoinAsync()));
        var numbers = Enumerable.Range(1, 3).ToArray();
        foreach (var number in numbers)
        {
            await silos[0].InsertAsync(Silos.Entry(number));
        }

        using var done = new CancellationTokenSource();
        var beating = numbers.Select(number => Task.Run(async () =>
        {
            var beats = 0;
            while (!done.IsCancellationRequested)
            {
                await silos[number - 1].AliveAsync(Silos.Entry(number), Silos.Started.AddSeconds(++beats));
            }

            return beats;
        })).ToArray();
        for (var round = 0; round < 100; round++)
        {
            // One writer: with no other change of rows, a failure could only be the beats' doing.
            await silos[0].UpdateAsync(Silos.Entry(1 + round % 3));
        }

        await done.CancelAsync();
        var beats = await Task.WhenAll(beating);
        var data = await silos[1].Table.ReadAllAsync();
        Assert.Equal(103, data.Version.Version);
        Assert.All(numbers, number => Assert.Equal(
            Silos.Started.AddSeconds(Math.Max(1, beats[number - 1])), data.TryGet(Silos.Address(number))!.Item1.IAmAliveTime));
    }

    private static async Task UpdateUntilItWinsAsync(TableHandle silo, int number)
    {
        MembershipTableData data;
        do
        {
            data = await silo.Table.ReadAllAsync();
        }
        while (!await silo.Table.UpdateRowAsync(Silos.Entry(number), data.TryGet(Silos.Address(number))!.Item2, data.Version.Next()));
    }
}
