namespace Coffer.Cluster.Tests.Feeds;

/// <summary>Waits for a condition with a deadline and says what was awaited.</summary>
internal static class Eventually
{
    public static Task HoldsAsync(string what, Func<bool> condition, int seconds = 30) => HoldsAsync(what, () => Task.FromResult(condition()), seconds);

    public static async Task HoldsAsync(string what, Func<Task<bool>> condition, int seconds = 30)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(seconds), $"not within {seconds} s: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
