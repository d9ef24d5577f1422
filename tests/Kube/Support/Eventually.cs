namespace Coffer.Kube.Tests.Support;

internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <summary>Waits until it is true; fails saying what was awaited.</summary>
    public static Task IsTrueAsync(Func<bool> condition, string awaited) => IsTrueAsync(condition, () => awaited);

    /// <inheritdoc cref="IsTrueAsync(Func{bool}, string)"/>
    public static async Task IsTrueAsync(Func<bool> condition, Func<string> awaited)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, $"still waiting for: {awaited()}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
