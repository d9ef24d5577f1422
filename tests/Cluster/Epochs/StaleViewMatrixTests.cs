using Coffer.Cluster.Tests.StaticSecrets;
using Coffer.Cluster.Tests.StaticSecrets.World;

namespace Coffer.Cluster.Tests.Epochs;

/// <summary>
/// Before and after each single call that the operator makes while something happens, what it sees of the cluster goes wrong: events of a kind
/// never come (<c>gap</c>), they never come and are between two lists (<c>lists</c>), its watches tell the past once more (<c>past</c>), or do so
/// right after they were opened again (<c>reopened</c>). The calls are those of a clean run. In the end the Secret has Vault's value, each change
/// rolled once, and no working Secret was deleted.
/// </summary>
public sealed class StaleViewMatrixTests
{
    private const string Resources = "vaultstaticsecrets.secrets.hashicorp.com";
    private const string Secrets = "secrets";
    private const string Auths = "vaultauths.secrets.hashicorp.com";
    private const string Connections = "vaultconnections.secrets.hashicorp.com";
    private const string Transformations = "secrettransformations.secrets.hashicorp.com";

    [Theory]
    [InlineData("gap", Resources)]
    [InlineData("gap", Secrets)]
    [InlineData("gap", Auths)]
    [InlineData("gap", Connections)]
    [InlineData("gap", Transformations)]
    [InlineData("gap", null)]
    [InlineData("lists", Resources)]
    [InlineData("lists", Secrets)]
    [InlineData("lists", Auths)]
    [InlineData("lists", Connections)]
    [InlineData("lists", Transformations)]
    [InlineData("lists", null)]
    [InlineData("past", Resources)]
    [InlineData("past", Secrets)]
    [InlineData("past", Auths)]
    [InlineData("past", Connections)]
    [InlineData("past", Transformations)]
    [InlineData("past", null)]
    [InlineData("reopened", Resources)]
    [InlineData("reopened", Secrets)]
    [InlineData("reopened", Auths)]
    [InlineData("reopened", Connections)]
    [InlineData("reopened", Transformations)]
    [InlineData("reopened", null)]
    public async Task Wherever_the_view_of_the_cluster_goes_wrong_all_ends_well(string fault, string? kind)
    {
        await using var world = await OuterWorld.StartAsync();
        await using var life = await Incarnation.StartAsync(world.Kubeconfig);
        var gaps = new Gaps(world, kind, fault);
        var lists = await Task.WhenAll(Scenario.All.Select(scenario => CasesOfAsync(world, life, scenario)));
        var cases = lists.SelectMany(list => list).ToArray();

        var failed = (await Task.WhenAll(cases.Select(each => each.RunAsync(life.Fate, gaps)))).OfType<string>().ToArray();

        var told = string.Join(Environment.NewLine, failed);
        Assert.True(failed.Length == 0, $"{failed.Length} of {cases.Length} failed:{Environment.NewLine}{told}");
        Assert.True(cases.Length >= 60, $"only {cases.Length} points: {string.Join(", ", cases.Select(each => each.Name))}");
    }

    private static async Task<IEnumerable<StaleCase>> CasesOfAsync(OuterWorld world, Incarnation life, Scenario scenario)
    {
        var clean = await StaleCase.PrepareAsync(world, scenario, point: null);
        Assert.Null(await clean.RunAsync(life.Fate, gaps: null));
        return await Task.WhenAll(clean.Calls.SelectMany(call => new[] { new CrashPoint(call, After: false), new CrashPoint(call, After: true) })
            .Select(point => StaleCase.PrepareAsync(world, scenario, point)));
    }
}
