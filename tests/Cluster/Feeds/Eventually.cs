using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Feeds;

/// <summary>Waits for a condition with a deadline and says what was awaited.</summary>
internal static class Eventually
{
    /// <summary>For what comes about some time; a promise of how soon names its own.</summary>
    private const int Patience = 90;

    /// <inheritdoc cref="HoldsAsync(string, Func{Task{bool}}, int)"/>
    public static Task HoldsAsync(string what, Func<bool> condition, int seconds = Patience) =>
        HoldsAsync(what, () => Task.FromResult(condition()), seconds);

    /// <summary>Waits for so many seconds of a <see cref="FairWatch"/>.</summary>
    public static async Task HoldsAsync(string what, Func<Task<bool>> condition, int seconds = Patience)
    {
        var watch = FairWatch.Start();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), $"not within {seconds} s: {what}; waited {watch}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
