using System.Net;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Kube;
using Coffer.Silo.Hosting;
using Coffer.Silo.Options;
using Coffer.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coffer.Cluster.Tests.Clustering;

/// <summary>The Kubernetes side knows how many silos share its rate of Events, however they find each other.</summary>
public sealed class SiloCountTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("kubernetes")]
    public async Task Silos_that_come_and_go_are_counted(string clustering)
    {
        var mode = Enum.Parse<ClusteringMode>(clustering, ignoreCase: true);
        await using var world = await OuterWorld.StartAsync();
        var port = FreePort.Next();
        await using var first = await StartAsync(world, mode, port, port);
        await Eventually.HoldsAsync("the first counts itself", () => Counted(first) == 1);

        await using var second = await StartAsync(world, mode, FreePort.Next(), port);
        await Eventually.HoldsAsync("each counts both", () => Counted(first) == 2 && Counted(second) == 2);

        await second.StopAsync();
        await Eventually.HoldsAsync("the one that stays counts itself", () => Counted(first) == 1);
    }

    private static int Counted(WebApplication silo) => silo.Services.GetRequiredService<KubeOptions>().Silos();

    private static async Task<WebApplication> StartAsync(OuterWorld world, ClusteringMode mode, int port, int primary)
    {
        var defaults = OptionsReader.Defaults();
        var host = CofferHost.Build(
            defaults with
            {
                Kubernetes = defaults.Kubernetes with { Kubeconfig = world.Kubeconfig, OperatorNamespace = OuterWorld.Home },
                Http = new HttpSettings(IPAddress.Loopback, FreePort.Next(), Dashboard: false),
                Cluster = defaults.Cluster with { Mode = mode, SiloPort = port, PrimarySiloPort = primary, SiloName = $"silo-{port}" },
                Log = new LogSettings(LogLevel.Warning, LogFormat.Text),
                Restarts = new RestartSettings(TimeSpan.Zero, TimeSpan.Zero),
            },
            static builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<IHostLifetime, NoSignals>();
            });
        await host.StartAsync();
        return host;
    }
}
