using System.Net;
using System.Net.Sockets;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;
using Xunit.Abstractions;

namespace Coffer.EndToEnd.Tests.Story;

/// <summary>The process itself.</summary>
public sealed class ProcessTests(Servers servers, ITestOutputHelper output) : IClassFixture<Servers>
{
    [Fact]
    public async Task Stops_politely_within_5_seconds_when_idle()
    {
        await using var stage = await Stage.OpenAsync(servers);

        var watch = FairWatch.Start();
        await stage.Operator.StopAsync(TimeSpan.FromSeconds(60));

        output.WriteLine($"stopped after {watch}");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"stopped after {watch}");
        Assert.Equal(0, stage.Operator.ExitCode);
    }

    /// <summary>What only people can mend is told in two lines, with the remedy and without a trace.</summary>
    [Fact]
    public async Task An_authority_that_cant_be_read_is_told_with_its_remedy_and_left_alone()
    {
        await using var stage = await Stage.BuildAsync(servers);
        var secret = ObjectId.Secret(stage.Home, "coffer-silo-ca-coffer");
        await stage.Kube.ApplyYamlAsync($"{{ apiVersion: v1, kind: Secret, metadata: {{ name: {secret.Name}, namespace: {secret.Namespace} "
            + $"}}, stringData: {{ ca.crt: torn, ca.key: torn }} }}", default);

        await using var coffer = await CofferProcess.StartInVainAsync(
            Launch.Default, servers.Kubeconfig, stage.Home, [stage.App], "--clustering", "kubernetes", "--silo-name", "one");

        Assert.Equal(2, coffer.ExitCode);
        var told = Assert.Single(coffer.Log, line => line.Contains(secret.Name, StringComparison.Ordinal));
        Assert.StartsWith($"  Secret {stage.Home}/{secret.Name} ", told, StringComparison.Ordinal);
        Assert.EndsWith("restore it from a backup, or delete it to have a new one made", told, StringComparison.Ordinal);
        Assert.DoesNotContain(coffer.Log, line => line.Contains("Exception", StringComparison.Ordinal)
            || line.StartsWith("   at ", StringComparison.Ordinal));
        Assert.Equal("dG9ybg==", (string?)(await stage.Kube.FindAsync(secret, default))?["data"]?["ca.key"]);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var stage = await Stage.BuildAsync(servers);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var coffer = await CofferProcess.StartInVainAsync(
            new Launch { SiloPort = port }, servers.Kubeconfig, stage.Home, [stage.App]);

        Assert.Equal(2, coffer.ExitCode);
        Assert.Contains("coffer can't start. Please mend:", coffer.Log);
        Assert.Contains(
            coffer.Log, line => line.StartsWith("  ", StringComparison.Ordinal) && line.Contains($"{port}", StringComparison.Ordinal));
        Assert.DoesNotContain(coffer.Log, line => line.StartsWith("Unhandled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keeps_a_heartbeat_in_its_own_namespace()
    {
        await using var stage = await Stage.OpenAsync(servers);
        var lease = new ObjectId("coordination.k8s.io/v1", "Lease", stage.Home, "coffer-heartbeat");

        await stage.EventuallyAsync(
            "the heartbeat", lease, async () => (string?)(await stage.Kube.FindAsync(lease, default))?["spec"]?["renewTime"] is not null);
    }
}
