using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;
using Xunit.Abstractions;

namespace Coffer.EndToEnd.Tests.Clustering;

/// <summary>Processes that were killed, frozen or declared dead. The bounds are generous; what was measured stands in the output.</summary>
public sealed class DeathTests(Servers servers, ITestOutputHelper output) : IClassFixture<Servers>, IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    private SiloCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await SiloCluster.OpenAsync(servers);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

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
}
