using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;

namespace Coffer.EndToEnd.Tests.Walks;

/// <summary>An operator that was started a moment ago, on fresh copies of the objects of a walk.</summary>
internal sealed class FreshOperator : IAsyncDisposable
{
    private FreshOperator(Surroundings place, CofferProcess process) => (Place, Process) = (place, process);

    public Surroundings Place { get; }

    public CofferProcess Process { get; }

    public static async Task<FreshOperator> StartAsync(
        string kubeconfig, Surroundings walked, IReadOnlyList<WalkedSet> sets, string[] flags)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var place = walked with { Home = $"coffer-{id}", Central = $"central-{id}", App = $"app-{id}" };
        await place.BuildAsync();
        await place.CreateAsync(sets.SelectMany(set => place.Given(set.Number)));
        await place.CreateAsync(
            (await Task.WhenAll(sets.Select(set => set.LentAsync()))).OfType<JsonObject>().Select(lent => place.Translate(lent, walked)));
        await place.CreateAsync(sets.SelectMany(set => set.Objects).Select(stored => place.Translate(stored, walked)));
        return new FreshOperator(
            place, await CofferProcess.StartAsync(kubeconfig, place.Home, [place.Home, place.Central, place.App], flags));
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await Place.RazeAsync();
    }
}
