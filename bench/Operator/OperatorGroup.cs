using Coffer.Tests.Support;

namespace Coffer.Bench.Operator;

/// <summary>All silos of the operator.</summary>
internal sealed class OperatorGroup : IAsyncDisposable
{
    public const string Namespace = "coffer-system";

    private readonly TextWriter? _log;

    private OperatorGroup(List<OperatorProcess> silos, TextWriter? log) => (Silos, _log) = (silos, log);

    public IReadOnlyList<OperatorProcess> Silos { get; }

    /// <summary>Starts them all and waits until each is ready.</summary>
    public static async Task<OperatorGroup> StartAsync(string kubeconfig, BenchOptions options, CancellationToken cancellation)
    {
        var file = options.Log is null ? null : TextWriter.Synchronized(new StreamWriter(options.Log, append: true) { AutoFlush = true });
        var primary = FreePort.Next();
        var silos = new List<OperatorProcess>();
        var group = new OperatorGroup(silos, file);
        try
        {
            for (var number = 0; number < options.Silos; number++)
            {
                var port = number == 0 ? primary : FreePort.Next();
                silos.Add(
                    OperatorProcess.Start(kubeconfig, FreePort.Next(), port, Flags(options, number, primary), HeapLimit(options), file));
                await silos[^1].ReadyAsync(cancellation);
            }

            return group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops them politely, the first one last: it keeps the table of members.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        foreach (var silo in Silos.Reverse())
        {
            await silo.StopAsync(cancellation);
        }
    }

    private static string[] Flags(BenchOptions options, int number, int primary) =>
    [
        .. options.Clustering == "kubernetes"
            ? new[] { "--clustering", "kubernetes", "--silo-name", $"silo-{number}" }
            : ["--primary-silo-port", $"{primary}"],
        .. options.VaultRequests > 0 ? new[] { "--vault-requests", $"{options.VaultRequests}" } : [],
    ];

    /// <summary>What .NET allows itself in the chart's container of 1 GiB; 0 for no limit.</summary>
    private static long HeapLimit(BenchOptions options) => options.Scenario == Scenario.Hostile ? 768L * 1024 * 1024 : 0;

    /// <summary>CPU that all have used since they were started.</summary>
    public TimeSpan Cpu() => Silos.Aggregate(TimeSpan.Zero, (sum, silo) => sum + ProcessFigures.Cpu(silo.Id));

    /// <summary>Memory of all silos, after a full collection in each.</summary>
    public async Task<Memory> MemoryAsync(CancellationToken cancellation)
    {
        var sum = new Memory(0, 0, 0);
        foreach (var silo in Silos)
        {
            sum += await ProcessFigures.MemoryAsync(silo, cancellation);
        }

        return sum;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Silos)
        {
            await silo.DisposeAsync();
        }

        _log?.Dispose();
    }
}
