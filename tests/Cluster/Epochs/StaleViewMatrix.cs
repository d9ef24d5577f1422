using Coffer.Cluster.Tests.Secrets;
using Coffer.Cluster.Tests.Secrets.World;

namespace Coffer.Cluster.Tests.Epochs;

/// <summary>
/// Before and after each single call that the operator makes while something happens, what it sees of the cluster goes wrong, in a way
/// of each class's own. The calls are those of a clean run. In the end the Secret has Vault's value, each change rolled once, and no
/// working Secret was deleted.
/// </summary>
public abstract class StaleViewMatrix(string fault)
{
    private const string Resources = "vaultstaticsecrets.secrets.hashicorp.com";
    private const string Secrets = "secrets";
    private const string Auths = "vaultauths.secrets.hashicorp.com";
    private const string Connections = "vaultconnections.secrets.hashicorp.com";
    private const string Transformations = "secrettransformations.secrets.hashicorp.com";

    [Theory]
    [InlineData(Resources)]
    [InlineData(Secrets)]
    [InlineData(Auths)]
    [InlineData(Connections)]
    [InlineData(Transformations)]
    [InlineData(null)]
    public async Task Wherever_the_view_of_the_cluster_goes_wrong_all_ends_well(string? kind)
    {
        var calls = await CleanRun.CallsAsync();
        await using var world = await OuterWorld.StartAsync();
        await using var life = await Incarnation.StartAsync(world.Kubeconfig);
        var gaps = new Gaps(world, kind, fault);
        var cases = await Task.WhenAll(Scenario.All.SelectMany(scenario => calls[scenario.Name].SelectMany(Points)
            .Select(point => StaleCase.PrepareAsync(world, scenario, point))));

        var failed = (await Task.WhenAll(cases.Select(each => each.RunAsync(life.Fate, gaps)))).OfType<string>().ToArray();

        var told = string.Join(Environment.NewLine, failed);
        Assert.True(failed.Length == 0, $"{failed.Length} of {cases.Length} failed:{Environment.NewLine}{told}");
        Assert.True(cases.Length >= 60, $"only {cases.Length} points: {string.Join(", ", cases.Select(each => each.Name))}");
    }

    private static CrashPoint[] Points(string call) => [new(call, After: false), new(call, After: true)];
}
