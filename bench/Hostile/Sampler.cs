using Coffer.Bench.Operator;

namespace Coffer.Bench.Hostile;

/// <summary>Looks at the silos' memory each second.</summary>
internal sealed class Sampler(OperatorGroup group)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>Highest resident memory of any one silo, in bytes.</summary>
    public long Peak { get; private set; }

    /// <summary>Watches for so long; gives the processors that all silos used on average.</summary>
    public async Task<double> RunAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var (start, cpu) = (TimeProvider.System.GetTimestamp(), group.Cpu());
        while (TimeProvider.System.GetElapsedTime(start) < duration)
        {
            Peak = Math.Max(Peak, Resident());
            await Task.Delay(Every, TimeProvider.System, cancellation);
        }

        return (group.Cpu() - cpu) / TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>Resident memory of the fullest silo now, in bytes.</summary>
    /// <exception cref="InvalidOperationException">A silo has ended.</exception>
    public long Resident() => group.Silos.FirstOrDefault(silo => silo.HasEnded) is { } dead
        ? throw new InvalidOperationException($"A silo ended by itself:{Environment.NewLine}{dead.Tail()}")
        : group.Silos.Max(silo => ProcessFigures.Resident(silo.Id));
}
