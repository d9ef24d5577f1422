namespace Coffer.Bench.Load;

/// <summary>Does the same for many numbers, many at a time.</summary>
internal static class Throng
{
    /// <summary>Under way at once: enough to keep the server busy, as a hasty `kubectl apply` or a GitOps tool does.</summary>
    private const int AtOnce = 32;

    /// <summary>Runs it for the numbers from 0; gives when each was begun and the time that all took.</summary>
    /// <param name="count">How many.</param>
    /// <param name="rate">At most so many begin in a second; 0 sets no limit.</param>
    /// <param name="work">What to do for a number.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<(long[] Begun, TimeSpan Took)> RunAsync(
        int count, int rate, Func<int, CancellationToken, Task> work, CancellationToken cancellation)
    {
        var begun = new long[count];
        var start = TimeProvider.System.GetTimestamp();
        await Parallel.ForAsync(
            0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (number, token) =>
            {
                var wait = rate == 0
                    ? TimeSpan.Zero
                    : TimeSpan.FromSeconds((double)number / rate) - TimeProvider.System.GetElapsedTime(start);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, TimeProvider.System, token);
                }

                begun[number] = TimeProvider.System.GetTimestamp();
                await work(number, token);
            });
        return (begun, TimeProvider.System.GetElapsedTime(start));
    }
}
