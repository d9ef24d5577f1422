using Coffer.Cluster.Tests.Secrets;
using Coffer.Cluster.Tests.Secrets.World;

namespace Coffer.Cluster.Tests.Epochs;

/// <summary>
/// Each scenario under a clear view, once for all matrices: it tells the calls before and after which the view may go wrong.
/// </summary>
internal static class CleanRun
{
    private static readonly Lazy<Task<IReadOnlyDictionary<string, IReadOnlyList<string>>>> Once = new(static () => Task.Run(RunAsync));

    /// <summary>The calls about the secret, by name of the scenario.</summary>
    public static Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> CallsAsync() => Once.Value;

    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> RunAsync()
    {
        await using var world = await OuterWorld.StartAsync();
        await using var life = await Incarnation.StartAsync(world.Kubeconfig);
        return (await Task.WhenAll(Scenario.All.Select(scenario => CallsOfAsync(world, life, scenario)))).ToDictionary();
    }

    private static async Task<KeyValuePair<string, IReadOnlyList<string>>> CallsOfAsync(
        OuterWorld world, Incarnation life, Scenario scenario)
    {
        var clean = await StaleCase.PrepareAsync(world, scenario, point: null);
        Assert.Null(await clean.RunAsync(life.Fate, gaps: null));
        return KeyValuePair.Create(scenario.Name, clean.Calls);
    }
}
