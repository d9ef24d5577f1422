using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;
using Xunit.Abstractions;

namespace Coffer.EndToEnd.Tests.Clustering;

/// <summary>
/// Processes that find each other by the table in the Kubernetes API. The bounds are generous; what was measured stands in the output.
/// </summary>
public sealed class MembershipTests(Servers servers, ITestOutputHelper output) : IClassFixture<Servers>, IAsyncLifetime
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
        Assert.DoesNotContain(one.Log, line => line.Contains("\"LogLevel\":\"Warning\"", StringComparison.Ordinal)
            || line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal));
    }
}
