using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;
using Xunit.Abstractions;

namespace Coffer.EndToEnd.Tests.Clustering;

/// <summary>Processes that find each other by the table in the Kubernetes API. The bounds are generous; what was measured stands in the output.</summary>
[Collection(ServersCollection.Name)]
public sealed class MembershipTests(Servers servers, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    private SiloCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await SiloCluster.OpenAsync(servers);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Three_form_one_cluster_a_killed_one_is_found_dead_and_one_that_stops_says_so()
    {
        var one = await _cluster.StartAsync("one");
        var two = await _cluster.StartAsync("two");
        var three = await _cluster.StartAsync("three");
        await _cluster.BecomesAsync(Limit, ("one", "Active"), ("two", "Active"), ("three", "Active"));

        await three.KillAsync();
        var found = await _cluster.BecomesAsync(Limit, ("three", "Dead"));
        output.WriteLine($"killed: found dead after {found.TotalSeconds:F1} s");
        Assert.True(found < TimeSpan.FromSeconds(20), $"{found}");

        await two.StopAsync(Limit);
        Assert.Equal(0, two.ExitCode);
        await _cluster.BecomesAsync(Limit, ("one", "Active"), ("two", "Dead"));
        Assert.False(one.HasEnded, one.Tail());
    }

    [Fact]
    public async Task A_start_and_a_stop_where_nothing_is_wrong_warn_of_nothing()
    {
        var one = await _cluster.StartAsync("one", "--log-level", "information");

        await one.StopAsync(Limit);

        Assert.Equal(0, one.ExitCode);
        Assert.DoesNotContain(one.Log, line => line.Contains("\"LogLevel\":\"Warning\"", StringComparison.Ordinal) || line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_was_killed_alone_comes_up_again_at_another_address()
    {
        var first = await _cluster.StartAsync("first");
        await first.KillAsync();
        Assert.Equal("Active", (await _cluster.StatusesAsync())["first"]);

        var watch = FairWatch.Start();
        await _cluster.StartAsync("second");

        output.WriteLine($"ready after {watch}");
        await _cluster.BecomesAsync(Limit, ("first", "Dead"), ("second", "Active"));
    }

    [Fact]
    public async Task One_that_hears_that_it_is_dead_ends_itself_to_be_started_again()
    {
        var one = await _cluster.StartAsync("one");
        var two = await _cluster.StartAsync("two");
        await _cluster.BecomesAsync(Limit, ("one", "Active"), ("two", "Active"));

        await _cluster.DeclareDeadAsync("two");
        var watch = FairWatch.Start();
        await two.EndAsync(Limit);

        output.WriteLine($"ended after {watch}");
        Assert.Equal(3, two.ExitCode);
        Assert.Contains(two.Log, line => line.Contains("This silo ends itself", StringComparison.Ordinal));
        await _cluster.StartAsync("two");
        await _cluster.BecomesAsync(Limit, ("one", "Active"), ("two", "Active"));
        Assert.False(one.HasEnded, one.Tail());
    }

    [Fact]
    public async Task One_that_was_frozen_is_found_dead_and_ends_itself_when_it_goes_on()
    {
        var one = await _cluster.StartAsync("one");
        var two = await _cluster.StartAsync("two");
        await _cluster.BecomesAsync(Limit, ("one", "Active"), ("two", "Active"));

        two.Freeze();
        var found = await _cluster.BecomesAsync(Limit, ("one", "Active"), ("two", "Dead"));
        two.Thaw();
        var watch = FairWatch.Start();
        await two.EndAsync(Limit);

        output.WriteLine($"frozen: found dead after {found.TotalSeconds:F1} s; ended {watch} after it went on");
        Assert.True(found < TimeSpan.FromSeconds(40), $"{found}");
        Assert.Equal(3, two.ExitCode);
        Assert.False(one.HasEnded, one.Tail());
    }

    [Fact]
    public async Task A_table_that_is_deleted_under_living_silos_is_put_back_and_costs_none_of_them()
    {
        var one = await _cluster.StartAsync("one");
        var two = await _cluster.StartAsync("two");
        await _cluster.BecomesAsync(Limit, ("one", "Active"), ("two", "Active"));
        await _cluster.HeardOfAsync(Limit, 2);

        await _cluster.Kube.DeleteAsync(_cluster.TableId, default);
        var back = await _cluster.BecomesAsync(Limit, ("one", "Active"), ("two", "Active"));
        output.WriteLine($"back after {back.TotalSeconds:F1} s");

        await _cluster.StartAsync("three");
        await _cluster.BecomesAsync(Limit, ("one", "Active"), ("two", "Active"), ("three", "Active"));
        Assert.False(one.HasEnded, one.Tail());
        Assert.False(two.HasEnded, two.Tail());
    }

    [Fact]
    public async Task A_table_of_an_earlier_day_that_is_put_back_under_living_silos_is_mended_and_a_silo_that_starts_on_it_joins_them()
    {
        var one = await _cluster.StartAsync("one");
        var backup = await _cluster.DataAsync();
        var two = await _cluster.StartAsync("two");
        await _cluster.BecomesAsync(Limit, ("one", "Active"), ("two", "Active"));
        await _cluster.HeardOfAsync(Limit, 2);

        await _cluster.PutBackAsync(backup);
        await _cluster.StartAsync("three");

        var mended = await _cluster.BecomesAsync(Limit, ("one", "Active"), ("two", "Active"), ("three", "Active"));
        output.WriteLine($"mended {mended.TotalSeconds:F1} s after the third was ready");
        Assert.False(one.HasEnded, one.Tail());
        Assert.False(two.HasEnded, two.Tail());
    }
}
