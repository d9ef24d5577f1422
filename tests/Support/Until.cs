using System.Diagnostics.CodeAnalysis;

namespace Coffer.Tests.Support;

/// <summary>Awaits what the world will show, with a deadline and a message that tells what was seen instead.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static Task TrueAsync(string what, TimeSpan limit, Func<Task<bool>> holds, CancellationToken cancellation) =>
        SeenAsync(what, limit, async () => (await holds(), "not yet"), cancellation);

    /// <summary>Looks until it holds. What was seen instead is looked at once, in the end.</summary>
    /// <exception cref="TimeoutException">It did not come about in time.</exception>
    public static async Task TrueAsync(
        string what, TimeSpan limit, Func<Task<bool>> holds, Func<Task<string>> describe, CancellationToken cancellation)
    {
        try
        {
            await TrueAsync(what, limit, holds, cancellation);
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException($"{timeout.Message}. {await describe()}");
        }
    }

    /// <summary>Looks until it holds. A look that fails counts as not yet, and its message as what was seen.</summary>
    /// <exception cref="TimeoutException">It did not come about in time.</exception>
    public static async Task SeenAsync(
        string what, TimeSpan limit, Func<Task<(bool Holds, string Seen)>> look, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (holds, seen) = await LookAsync(look, cancellation);
            if (holds)
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"Waited {limit.TotalSeconds:F0} s for {what}. Last seen: {seen}");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }

    [SuppressMessage("Design", "CA1031",
        Justification = "A look at a server that is just starting may fail in any way; the deadline ends it.")]
    private static async Task<(bool Holds, string Seen)> LookAsync(
        Func<Task<(bool Holds, string Seen)>> look, CancellationToken cancellation)
    {
        try
        {
            return await look();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            return (false, error.Message);
        }
    }
}
