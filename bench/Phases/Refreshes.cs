using System.Text;
using Coffer.Bench.Load;
using Coffer.Bench.Report;

namespace Coffer.Bench.Phases;

/// <summary>
/// Some objects are refreshed every 10 s, and Vault holds nothing new. Then their values change, and their Deployments are to be rolled.
/// </summary>
internal static class Refreshes
{
    private const string Every = "10s";
    private const int Periods = 3;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>Sets refreshAfter of the objects.</summary>
    public static async Task SetAsync(Run run, string refreshAfter, CancellationToken cancellation)
    {
        var before = await run.QuietAsync(cancellation);
        var patch = Encoding.UTF8.GetBytes($$"""{"spec":{"refreshAfter":"{{refreshAfter}}"} }""");
        await Throng.RunAsync(
            run.Refreshed, 0, (number, token) => run.Load.PatchStaticSecretAsync(ObjectText.Name(number), patch, token), cancellation);
        var made = (await run.QuietAsync(cancellation)).Since(before);
        var phase = $"refreshAfter: {refreshAfter}";
        run.Findings.Expect(Expectation.Exactly(
            phase, "patches of status (observedGeneration)", run.Refreshed, made.Kube("patch", "vaultstaticsecrets", "status")));
        run.Findings.Expect(Expectation.Exactly(phase, "applies of Secrets", 0, made.Kube("patch", "secrets")));
        run.Findings.Expect(Expectation.Exactly(phase, "patches of workloads", 0, made.Kube("patch", "deployments")));
    }

    public static async Task UnchangedAsync(Run run, CancellationToken cancellation)
    {
        const string phase = "unchanged refresh";
        var window = Period * Periods;
        var (before, reads) = (await run.QuietAsync(cancellation), await run.Servers.ReadsAsync(cancellation));
        var (start, cpu) = (TimeProvider.System.GetTimestamp(), run.Operator.Cpu());
        await run.FollowAsync(cancellation, ($"{run.Refreshed} objects, refreshed every {Every}", (int)window.TotalMilliseconds, () =>
            (long)TimeProvider.System.GetElapsedTime(start).TotalMilliseconds));
        var after = await run.Servers.ReadsAsync(cancellation);
        var made = (await run.Servers.CountAsync(cancellation)).Since(before);
        var spent = run.Operator.Cpu() - cpu;

        var names = Enumerable.Range(0, run.Refreshed).Select(number => ObjectText.Name(number));
        var perObject = names.Select(name => after.GetValueOrDefault(name) - reads.GetValueOrDefault(name)).ToList();
        run.Findings.Calls($"{phase}, {Periods} periods", made, run.Refreshed * Periods);
        run.Findings.Figure("CPU of the operator per unchanged refresh, its upkeep included",
            $"{spent.TotalMilliseconds / Math.Max(1, perObject.Sum()):F2} ms");

        // The edges of the window cut through the grid: a look that is late by a moment moves a read of an object
        // from one side to the other.
        run.Findings.Expect(Expectation.Between(
            phase, $"Vault: reads of any one object in {Periods} periods, least", Periods - 1, Periods + 1, perObject.Min()));
        run.Findings.Expect(Expectation.Between(
            phase, $"Vault: reads of any one object in {Periods} periods, most", Periods - 1, Periods + 1, perObject.Max()));
        run.Findings.Expect(Expectation.Between(phase, "Vault: reads of all of them", Share(run, 0.95), Share(run, 1.05), perObject.Sum()));
        run.Findings.Expect(Expectation.Exactly(phase, "Kubernetes calls of any kind", 0, made.Work.Sum(kind => kind.Count)));
        run.Findings.Expect(Expectation.Exactly(phase, "Vault: logins", 0, made.Logins));
    }

    public static async Task ChangedAsync(Run run, CancellationToken cancellation)
    {
        const string phase = "change of value";
        var count = run.Workloads;
        var before = await run.QuietAsync(cancellation);
        await using var watch = await SecretWatch.StartAsync(run.Load, cancellation);
        await Throng.RunAsync(count, 0, (number, token) => run.PutAsync(number, "spring", token), cancellation);
        await run.FollowAsync(cancellation, ("Secrets that follow", count, () => watch.Modified.Count));
        var made = (await run.QuietAsync(cancellation)).Since(before);

        run.Findings.Calls(phase, made, count);
        run.Findings.Expect(Expectation.Exactly(phase, "applies of Secrets", count, made.Kube("patch", "secrets")));
        run.Findings.Expect(Expectation.Exactly(phase, "patches of status: the change, and its completed restart", 2 * count,
            made.Kube("patch", "vaultstaticsecrets", "status")));
        run.Findings.Expect(Expectation.Exactly(phase, "patches of workloads", count, made.Kube("patch", "deployments")));
        run.Findings.Expect(Expectation.AtMost(phase, "Events", count, made.Events));
        run.Findings.Expect(Expectation.Exactly(phase, "reads of Secrets", 0, made.Kube("get", "secrets")));
        run.Findings.Expect(Expectation.Exactly(phase, "Vault: logins", 0, made.Logins));
    }

    private static long Share(Run run, double share) => (long)(run.Refreshed * Periods * share);
}
