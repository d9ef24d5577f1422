using System.Net;
using System.Text.Json.Nodes;

namespace Coffer.Kube.Tests.Membership;

/// <summary>
/// A backup of the API server's store is put back under living silos: the table is one of the past, and silos that start see only that.
/// </summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private TableStage _stage = null!;
    private TableHandle _living = null!;

    public async Task InitializeAsync()
    {
        _stage = await TableStage.StartAsync();
        _living = await _stage.JoinAsync();
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task An_earlier_table_is_brought_together_with_what_living_silos_know(int changesSince)
    {
        await _living.InsertAsync(Silos.Entry(1, SiloStatus.Joining));
        var backup = await ReadAsync();
        await _living.UpdateAsync(Silos.Entry(1, SiloStatus.Active));
        await _living.InsertAsync(Silos.Entry(2, SiloStatus.Active));
        await _living.AliveAsync(Silos.Entry(1), Silos.Started.AddHours(1));
        var known = await _living.Table.ReadAllAsync();
        await PutBackAsync(backup);
        var starting = await StartOnEarlierAsync(changesSince);

        await _living.AliveAsync(Silos.Entry(2), Silos.Started.AddHours(2));

        var data = await starting.Table.ReadAllAsync();
        Assert.True(data.Version.Version > known.Version.Version + changesSince, $"{data.Version}");
        Assert.Equal(SiloStatus.Active, data.TryGet(Silos.Address(1))!.Item1.Status);
        Assert.Equal(SiloStatus.Active, data.TryGet(Silos.Address(2))!.Item1.Status);
        Assert.Equal(changesSince > 0, data.TryGet(Silos.Address(9)) is not null);
        Assert.Equal(Silos.Started.AddHours(1), data.TryGet(Silos.Address(1))!.Item1.IAmAliveTime);
        Assert.Equal(Silos.Started.AddHours(2), data.TryGet(Silos.Address(2))!.Item1.IAmAliveTime);
        Assert.Equal(Silos.Print(data), Silos.Print(await _living.Table.ReadAllAsync()));
    }

    [Fact]
    public async Task Silos_that_start_on_it_join_and_a_write_decided_on_it_is_a_lost_one()
    {
        await _living.InsertAsync(Silos.Entry(1));
        var backup = await ReadAsync();
        await _living.UpdateAsync(Silos.Entry(1, SiloStatus.Active));
        await PutBackAsync(backup);
        var starting = await StartOnEarlierAsync(1);
        var early = await starting.Table.ReadAllAsync();

        await _living.Table.ReadAllAsync();

        Assert.False(await starting.Table.UpdateRowAsync(
            Silos.Entry(9, SiloStatus.Active), early.TryGet(Silos.Address(9))!.Item2, early.Version.Next()));
        await starting.UpdateAsync(Silos.Entry(9, SiloStatus.Active));
        Assert.Equal(SiloStatus.Active, (await _living.FindAsync(Silos.Entry(9)))!.Status);
    }

    [Fact]
    public async Task A_silo_that_is_known_or_found_to_be_dead_stays_dead()
    {
        await _living.InsertAsync(Silos.Entry(1, SiloStatus.Active));
        await _living.InsertAsync(Silos.Entry(2, SiloStatus.Active));
        var backup = await ReadAsync();
        await _living.UpdateAsync(Silos.Entry(1, SiloStatus.Dead));
        await PutBackAsync(backup);
        var starting = await _stage.JoinAsync();
        await starting.UpdateAsync(Silos.Entry(2, SiloStatus.Dead));

        var data = await _living.Table.ReadAllAsync();

        Assert.Equal([SiloStatus.Dead, SiloStatus.Dead], data.Members.Select(row => row.Item1.Status));
    }

    [Fact]
    public async Task Many_living_silos_mend_it_once()
    {
        var silos = await Task.WhenAll(Enumerable.Range(1, 6).Select(_ => _stage.JoinAsync()));
        await silos[0].InsertAsync(Silos.Entry(0));
        var backup = await ReadAsync();
        for (var number = 1; number < 6; number++)
        {
            await silos[number].InsertAsync(Silos.Entry(number, SiloStatus.Active));
        }

        await Task.WhenAll(silos.Select(silo => silo.Table.ReadAllAsync()));
        await PutBackAsync(backup);
        await StartOnEarlierAsync(5);
        await Task.WhenAll(silos.Select(silo => silo.Table.ReadAllAsync()));
        var mended = await ReadAsync();
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(silos.Select(silo => silo.Table.ReadAllAsync()));
        }

        var data = await silos[5].Table.ReadAllAsync();
        Assert.Equal(7, data.Members.Count);
        Assert.Equal((string?)mended["version"], (string?)(await ReadAsync())["version"]);
        Assert.InRange(data.Version.Version, 1000, 1999);
    }

    [Fact]
    public async Task What_living_silos_change_among_themselves_is_never_taken_for_it()
    {
        var other = await _stage.JoinAsync();
        await _living.InsertAsync(Silos.Entry(1));
        await other.InsertAsync(Silos.Entry(2));
        await _living.UpdateAsync(Silos.Entry(1, SiloStatus.Active));
        await other.UpdateAsync(Silos.Entry(2, SiloStatus.Dead));
        await other.Table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(Silos.Started.AddDays(1)));
        await _living.AliveAsync(Silos.Entry(1), Silos.Started.AddHours(1));

        Assert.Equal(5, (await _living.Table.ReadAllAsync()).Version.Version);
        Assert.Empty(_living.Log.Lines);
        Assert.Empty(other.Log.Lines);
    }

    /// <summary>A silo that knows nothing of what was, and changes the table so many times.</summary>
    private async Task<TableHandle> StartOnEarlierAsync(int changes)
    {
        var starting = await _stage.JoinAsync();
        for (var change = 0; change < changes; change++)
        {
            await (change == 0 ? starting.InsertAsync(Silos.Entry(9)) : starting.UpdateAsync(Silos.Entry(9)));
        }

        return starting;
    }

    private async Task<JsonObject> ReadAsync()
    {
        using var answer = await _stage.SendAsync(HttpMethod.Get, TableStage.PathOf("one"));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"]!.AsObject();
    }

    private async Task PutBackAsync(JsonObject data)
    {
        var patch = new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = "/data", ["value"] = data.DeepClone() });
        using var answer = await _stage.SendAsync(
            HttpMethod.Patch, TableStage.PathOf("one"), patch.ToJsonString(), "application/json-patch+json");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
