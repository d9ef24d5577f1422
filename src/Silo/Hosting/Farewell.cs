namespace Coffer.Silo.Hosting;

/// <summary>
/// A silo that leaves stays for a moment after its actors have moved on: calls of others that still come here are forwarded, and their
/// answers say where to call from now on. Without it a few calls of each leave end in a rejection (about one in a thousand).
/// </summary>
internal sealed class Farewell(SiloDeath death, TimeProvider time) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Stages stop in reverse order: after the activations (BecomeActive) and before calls are rejected (RuntimeServices).
    /// </summary>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(Farewell), ServiceLifecycleStage.ApplicationServices, static _ => Task.CompletedTask, StayAsync);

    private async Task StayAsync(CancellationToken hurry)
    {
        if (!death.Occurred)
        {
            await Task.Delay(Moment, time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
