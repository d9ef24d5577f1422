using System.Globalization;
using Coffer.Bench.Operator;

namespace Coffer.Bench.Phases;

/// <summary>Everything is in date and nothing falls due: what the API server is asked all the same, and what each silo holds.</summary>
internal static class Idle
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(Run run, CancellationToken cancellation)
    {
        var (before, start) = (await run.QuietAsync(cancellation), TimeProvider.System.GetTimestamp());
        await Task.Delay(Window, TimeProvider.System, cancellation);
        var made = (await run.Servers.CountAsync(cancellation)).Since(before);
        var took = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var asked = made.Kubernetes.Where(kind => kind.Verb != "watch").ToList();
        var kinds = string.Join(", ", asked.OrderByDescending(kind => kind.Count).Take(5).Select(kind => $"{kind.Count} {kind.Name}"));
        run.Findings.Figure("Idle: requests to the API server a second, watches aside",
            string.Create(CultureInfo.InvariantCulture, $"{asked.Sum(kind => kind.Count) / took:F2} ({kinds} in {took:F0} s)"), "< 1");
        foreach (var (silo, number) in run.Operator.Silos.Select((silo, number) => (silo, number)))
        {
            var memory = await ProcessFigures.MemoryAsync(silo, cancellation);
            run.Findings.Figure($"Idle: memory of silo {number}",
                $"{memory.Managed / 1e6:F1} MB managed, {memory.Resident / 1e6:F1} MB resident, {memory.Anonymous / 1e6:F1} MB anonymous");
        }
    }
}
