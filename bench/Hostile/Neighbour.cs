using Coffer.Bench.Load;
using Coffer.Bench.Phases;

namespace Coffer.Bench.Hostile;

/// <summary>Another tenant, who goes on creating objects and waits for their Secrets.</summary>
internal sealed class Neighbour(Run run, SecretWatch watch)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly List<TimeSpan> _latencies = [];
    private int _number;

    /// <summary>From the create to the Secret, of each object; a minute for one that had none by then.</summary>
    public IReadOnlyList<TimeSpan> Latencies => _latencies;

    /// <summary>Goes on until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                _latencies.Add(await CreateAsync(ObjectText.Name(_number++, "n"), cancellation));
                await Task.Delay(Every, TimeProvider.System, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The attack is over.
        }
    }

    private async Task<TimeSpan> CreateAsync(string name, CancellationToken cancellation)
    {
        await run.PutAsync(name, "winter", cancellation);
        var start = TimeProvider.System.GetTimestamp();
        await run.Load.CreateStaticSecretAsync(ObjectText.StaticSecret(name, 0, withWorkload: false), cancellation);
        while (!watch.Added.ContainsKey(name) && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }

        return watch.Added.TryGetValue(name, out var seen) ? TimeProvider.System.GetElapsedTime(start, seen) : Patience;
    }
}
