using System.Net;

namespace Coffer.Kube.Tests.Membership;

/// <summary>The contract of Orleans' own membership-table tests: rows, versions, ETags.</summary>
public sealed class RowTests : IAsyncLifetime
{
    private TableStage _stage = null!;
    private TableHandle _one = null!;
    private TableHandle _two = null!;

    public async Task InitializeAsync()
    {
        _stage = await TableStage.StartAsync();
        (_one, _two) = (await _stage.JoinAsync(), await _stage.JoinAsync());
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_new_table_is_empty_and_has_version_0()
    {
        var data = await _one.Table.ReadAllAsync();

        Assert.Empty(data.Members);
        Assert.Equal(0, data.Version.Version);
        Assert.NotEmpty(data.Version.VersionEtag);
    }

    [Fact]
    public async Task An_insert_is_one_version_and_another_silo_reads_all_of_it()
    {
        var next = (await _one.Table.ReadAllAsync()).Version.Next();

        Assert.True(await _one.Table.InsertRowAsync(Silos.Entry(1), next));

        var data = await _two.Table.ReadAllAsync();
        var (entry, etag) = Assert.Single(data.Members);
        Assert.Equal(Silos.Print(Silos.Entry(1)), Silos.Print(entry));
        Assert.Equal(Silos.Entry(1).IAmAliveTime, entry.IAmAliveTime);
        Assert.Equal(1, data.Version.Version);
        Assert.NotEqual(next.VersionEtag, data.Version.VersionEtag);
        Assert.NotEmpty(etag);
    }

    [Fact]
    public async Task An_insert_on_an_old_version_or_of_a_silo_that_is_there_fails_without_a_trace()
    {
        var old = (await _one.Table.ReadAllAsync()).Version.Next();
        Assert.True(await _one.Table.InsertRowAsync(Silos.Entry(1), old));
        var before = await _one.Table.ReadAllAsync();

        Assert.False(await _one.Table.InsertRowAsync(Silos.Entry(1), old));
        Assert.False(await _two.Table.InsertRowAsync(Silos.Entry(2), old));
        Assert.False(await _two.Table.InsertRowAsync(Silos.Entry(1, SiloStatus.Active), before.Version.Next()));

        Assert.Equal(Silos.Print(before), Silos.Print(await _one.Table.ReadAllAsync()));
    }

    [Fact]
    public async Task Names_with_signs_that_JSON_can_spell_in_several_ways_are_kept_and_can_be_updated()
    {
        var entry = Silos.Entry(1);
        (entry.SiloName, entry.HostName, entry.RoleName) = ("a\"b\\c'd`e/f", "<é & 😀>\u2028", "+\t\n\u0001\u007f");
        await _one.InsertAsync(entry);

        entry.Status = SiloStatus.Active;
        await _two.UpdateAsync(entry);
        await _one.UpdateAsync(entry);

        Assert.Equal(Silos.Print(entry), Silos.Print((await _one.FindAsync(entry))!));
    }

    [Fact]
    public async Task An_update_replaces_one_row_in_one_version()
    {
        await _one.InsertAsync(Silos.Entry(1));
        await _one.InsertAsync(Silos.Entry(2));
        var changed = Silos.Entry(1, SiloStatus.Active);
        changed.SuspectTimes = [];

        await _two.UpdateAsync(changed);

        var data = await _one.Table.ReadAllAsync();
        Assert.Equal(3, data.Version.Version);
        Assert.Equal(Silos.Print(changed), Silos.Print(data.TryGet(changed.SiloAddress)!.Item1));
        Assert.Equal(Silos.Print(Silos.Entry(2)), Silos.Print(data.TryGet(Silos.Address(2))!.Item1));
    }

    [Fact]
    public async Task An_update_on_an_old_version_fails_without_a_trace()
    {
        await _one.InsertAsync(Silos.Entry(1));
        var old = await _one.Table.ReadAllAsync();
        await _two.InsertAsync(Silos.Entry(2));

        await FailsAsync(Silos.Entry(1, SiloStatus.Active), old.Members[0].Item2, old.Version.Next());
    }

    [Fact]
    public async Task An_update_on_an_old_row_fails_without_a_trace()
    {
        await _one.InsertAsync(Silos.Entry(1));
        var old = (await _one.Table.ReadAllAsync()).Members[0].Item2;
        await _two.UpdateAsync(Silos.Entry(1));

        await FailsAsync(Silos.Entry(1, SiloStatus.Active), old, (await _one.Table.ReadAllAsync()).Version.Next());
    }

    [Fact]
    public async Task An_update_of_a_silo_that_is_not_there_fails_without_a_trace()
    {
        await _one.InsertAsync(Silos.Entry(1));
        var data = await _one.Table.ReadAllAsync();

        await FailsAsync(Silos.Entry(2), data.Members[0].Item2, data.Version.Next());
    }

    [Fact]
    public async Task A_row_read_alone_is_the_row_of_the_whole()
    {
        await _one.InsertAsync(Silos.Entry(1));
        await _one.InsertAsync(Silos.Entry(2));
        var all = await _one.Table.ReadAllAsync();

        var row = await _two.Table.ReadRowAsync(Silos.Address(2));
        var none = await _two.Table.ReadRowAsync(Silos.Address(3));

        Assert.Equal(all.Version.VersionEtag, row.Version.VersionEtag);
        Assert.Equal(all.TryGet(Silos.Address(2))!.Item2, Assert.Single(row.Members).Item2);
        Assert.Empty(none.Members);
        Assert.Equal(all.Version.VersionEtag, none.Version.VersionEtag);
    }

    [Fact]
    public async Task Generations_of_one_address_and_IPv6_silos_have_rows_of_their_own()
    {
        var six = Silos.Entry(2);
        six.SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Parse("fd00:10:244::a3"), 11111), 77);
        await _one.InsertAsync(Silos.Entry(1));
        await _one.InsertAsync(Silos.Entry(3));
        await _one.InsertAsync(six);
        await _one.AliveAsync(six, Silos.Started.AddMinutes(1));

        var data = await _two.Table.ReadAllAsync();

        Assert.Equal(3, data.Members.Count);
        Assert.Equal(Silos.Print(six), Silos.Print(data.TryGet(six.SiloAddress)!.Item1));
        Assert.Equal(Silos.Started.AddMinutes(1), data.TryGet(six.SiloAddress)!.Item1.IAmAliveTime);
    }

    [Fact]
    public async Task Initializing_again_changes_nothing()
    {
        await _one.InsertAsync(Silos.Entry(1));
        var before = await _one.Table.ReadAllAsync();

        await _one.Table.InitializeMembershipTableAsync(true);
        await (await _stage.JoinAsync()).Table.InitializeMembershipTableAsync(false);

        Assert.Equal(Silos.Print(before), Silos.Print(await _one.Table.ReadAllAsync()));
    }

    private async Task FailsAsync(MembershipEntry entry, string etag, TableVersion version)
    {
        var before = await _one.Table.ReadAllAsync();

        Assert.False(await _two.Table.UpdateRowAsync(entry, etag, version));

        Assert.Equal(Silos.Print(before), Silos.Print(await _one.Table.ReadAllAsync()));
    }
}
