using Coffer.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Coffer.EndToEnd.Tests.Clustering;

/// <summary>
/// The table in the Kubernetes API is lost, or goes back in time, under living processes. What was measured stands in the output.
/// </summary>
public sealed class TableTests(Servers servers, ITestOutputHelper output) : IClassFixture<Servers>, IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    private SiloCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await SiloCluster.OpenAsync(servers);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

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
