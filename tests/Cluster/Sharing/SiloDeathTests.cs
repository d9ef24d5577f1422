using System.Net;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Silo.Hosting;
using Coffer.Silo.Options;
using Coffer.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Xunit.Abstractions;

namespace Coffer.Cluster.Tests.Sharing;

/// <summary>Two whole silos in this process, one of which the other declares dead.</summary>
[Collection(AloneCollection.Name)]
public sealed class SiloDeathTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_silo_that_hears_that_it_is_dead_ends_itself_and_nothing_else()
    {
        await using var world = await OuterWorld.StartAsync();
        var port = FreePort.Next();
        await using var survivor = await StartAsync(world, port, port);
        await using var victim = await StartAsync(world, FreePort.Next(), port);
        await Eventually.HoldsAsync("both know each other", () => Active(survivor) == 2 && Active(victim) == 2);
        var running = victim.WaitForShutdownAsync();

        await survivor.Services.GetRequiredService<IClusterMembershipService>().TryKill(Address(victim));
        var watch = FairWatch.Start();
        await Eventually.HoldsAsync("it ends itself", () => running.IsCompleted, seconds: 15);

        await running;
        output.WriteLine($"ended after {watch}");
        Assert.True(victim.Services.GetRequiredService<SiloDeath>().Occurred);
        Assert.False(survivor.Lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.Equal(1, Active(survivor));
    }

    private static async Task<WebApplication> StartAsync(OuterWorld world, int port, int primary)
    {
        var defaults = OptionsReader.Defaults();
        var host = CofferHost.Build(
            defaults with
            {
                Kubernetes = defaults.Kubernetes with { Kubeconfig = world.Kubeconfig, OperatorNamespace = OuterWorld.Home },
                Http = new HttpSettings(IPAddress.Loopback, FreePort.Next(), Dashboard: false),
                Cluster = defaults.Cluster with { SiloPort = port, PrimarySiloPort = primary },
                Log = new LogSettings(LogLevel.Warning, LogFormat.Text),
                Restarts = new RestartSettings(TimeSpan.Zero, TimeSpan.Zero),
            },
            static builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<IHostLifetime, NoSignals>();
                builder.Services.Configure<ClusterMembershipOptions>(
                    static membership => membership.TableRefreshTimeout = TimeSpan.FromSeconds(2));
            });
        await host.StartAsync();
        return host;
    }

    private static int Active(WebApplication silo) =>
        silo.Services.GetRequiredService<ISiloStatusOracle>().GetApproximateSiloStatuses(onlyActive: true).Count;

    private static SiloAddress Address(WebApplication silo) => silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
}
