namespace Coffer.Grains.Actors;

/// <summary>
/// Lets calls wait for an actor's own loop: a beat wakes all that wait, and each looks for itself whether its answer is there.
/// </summary>
internal sealed class TurnSignal(TimeProvider time)
{
    private TaskCompletionSource _next = New();

    public void Raise()
    {
        var waiting = _next;
        _next = New();
        waiting.TrySetResult();
    }

    /// <summary>Waits until an answer is there, or the limit is reached (then null).</summary>
    public async Task<T?> AwaitAsync<T>(Func<T?> answer, TimeSpan limit, CancellationToken stopping)
        where T : class
    {
        var end = time.GetUtcNow() + limit;
        while (answer() is var found)
        {
            var left = end - time.GetUtcNow();
            if (found is not null || left <= TimeSpan.Zero || stopping.IsCancellationRequested)
            {
                return found;
            }

            await WaitAsync(left, stopping);
        }

        return null;
    }

    private async Task WaitAsync(TimeSpan left, CancellationToken stopping)
    {
        try
        {
            await _next.Task.WaitAsync(left, time, stopping);
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException)
        {
            // The loop above looks a last time and says that there is nothing.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
