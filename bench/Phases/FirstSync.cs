using System.Globalization;
using Coffer.Bench.Load;
using Coffer.Bench.Operator;
using Coffer.Bench.Report;
using Coffer.Bench.Serving;

namespace Coffer.Bench.Phases;

/// <summary>All VaultStaticSecrets are created; the operator makes their Secrets.</summary>
internal static class FirstSync
{
    private const string Phase = "first sync";

    /// <summary>Normal Events of first syncs that may be written in a minute.</summary>
    private const int EventsPerMinute = 100;

    public static byte[] Object(Run run, int number) => ObjectText.StaticSecret(ObjectText.Name(number), number, number < run.Workloads);

    public static async Task RunAsync(Run run, TimeSpan alone, CancellationToken cancellation)
    {
        var count = run.Options.Secrets;
        await using var watch = await SecretWatch.StartAsync(run.Load, cancellation);
        await WarmAsync(run, watch, cancellation);
        var memory = await run.Operator.MemoryAsync(cancellation);
        var (counts, cpu) = (await run.QuietAsync(cancellation), run.Operator.Cpu());
        var (warm, start) = (watch.Added.Count, TimeProvider.System.GetTimestamp());

        var creates = Throng.RunAsync(
            count, run.Options.Rate, (number, token) => run.Load.CreateStaticSecretAsync(Object(run, number), token), cancellation);
        await run.FollowAsync(cancellation, ("Secrets that are there", count, () => watch.Added.Count - warm));
        var (begun, took) = await creates;
        var minutes = (int)Math.Ceiling(TimeProvider.System.GetElapsedTime(start).TotalMinutes) + 1;
        var made = (await run.QuietAsync(cancellation)).Since(counts);
        var spent = run.Operator.Cpu() - cpu;

        Times(run, watch, begun, took, alone);
        Costs(run, spent, memory, await run.Operator.MemoryAsync(cancellation));
        run.Findings.Calls(Phase, made, count);
        Expect(run, made, minutes);
    }

    private static async Task WarmAsync(Run run, SecretWatch watch, CancellationToken cancellation)
    {
        string Name(int number) => ObjectText.Name(number, "warm");
        await Throng.RunAsync(run.Options.Warm, 0, (number, token) => run.PutAsync(Name(number), "winter", token), cancellation);
        await Throng.RunAsync(run.Options.Warm, 0,
            (number, token) => run.Load.CreateStaticSecretAsync(ObjectText.StaticSecret(Name(number), number, false), token), cancellation);
        await run.FollowAsync(cancellation, ("Warm-up", run.Options.Warm, () => watch.Added.Count));
        await Throng.RunAsync(run.Options.Warm, 0, (number, token) => run.Load.DeleteStaticSecretAsync(Name(number), token), cancellation);
    }

    private static void Times(Run run, SecretWatch watch, long[] begun, TimeSpan took, TimeSpan alone)
    {
        var latencies = new Latencies(
            begun.Select((start, number) => TimeProvider.System.GetElapsedTime(start, watch.Added[ObjectText.Name(number)])));
        var last = TimeProvider.System.GetElapsedTime(
            begun.Min(), Enumerable.Range(0, begun.Length).Max(number => watch.Added[ObjectText.Name(number)]));
        run.Findings.Draw(latencies);
        var aim = run.Options.Secrets <= 1000 ? "p99 < 2 s" : "p99 < 5 s";
        run.Findings.Figure("Create to Secret: p50 / p99 / worst",
            $"{Seconds(latencies.Percentile(0.5))} / {Seconds(latencies.Percentile(0.99))} / {Seconds(latencies.Worst)}", aim);
        run.Findings.Figure("Creates alone, without the operator", $"{Seconds(alone)} ({begun.Length / alone.TotalSeconds:N0}/s)");
        run.Findings.Figure("Creates while the operator works", $"{Seconds(took)}");
        run.Findings.Figure("Last Secret after the first create", $"{Seconds(last)} = {last / alone:F2} × the creates alone", "1.1 ×");
        run.Findings.Figure("Secrets a second", $"{begun.Length / last.TotalSeconds:N0}");
    }

    private static void Costs(Run run, TimeSpan spent, Memory before, Memory after)
    {
        var count = run.Options.Secrets;
        run.Findings.Figure(
            "CPU of the operator per first sync", $"{spent.TotalMilliseconds / count:F2} ms ({spent.TotalSeconds:F1} s in all)", "< 4 ms");
        run.Findings.Figure("Managed memory per idle secret",
            $"{(after.Managed - before.Managed) / count:N0} B ({Mega(before.Managed)} → {Mega(after.Managed)})", "< 6 KB");
        run.Findings.Figure("Resident memory per secret", $"{(after.Resident - before.Resident) / count:N0} B ({Mega(before.Resident)} → "
            + $"{Mega(after.Resident)}; {Mega(after.Anonymous)} anonymous)");
        run.Findings.Figure("Lines logged", $"{run.Operator.Silos.Sum(silo => silo.Lines):N0}");
    }

    private static void Expect(Run run, Counts made, int minutes)
    {
        var (findings, count) = (run.Findings, run.Options.Secrets);
        findings.Expect(Expectation.Exactly(Phase, "applies of Secrets", count, made.Kube("patch", "secrets")));
        findings.Expect(Expectation.Exactly(Phase, "patches of status", count, made.Kube("patch", "vaultstaticsecrets", "status")));
        findings.Expect(Expectation.AtMost(Phase, "Events", Math.Min(count, minutes * EventsPerMinute), made.Events));
        findings.Expect(
            Expectation.AtMost(Phase, "reads of Secrets: the digest key, once per silo", run.Options.Silos, made.Kube("get", "secrets")));
        findings.Expect(Expectation.Exactly(Phase, "reads of VaultStaticSecrets", 0, made.Kube("get", "vaultstaticsecrets", null)));
        findings.Expect(Expectation.Exactly(Phase, "patches of workloads", 0, made.Kube("patch", "deployments")));
        findings.Expect(Expectation.Exactly(Phase, "Vault: reads of secrets", count, made.SecretReads));
        findings.Expect(Expectation.AtMost(Phase, "Vault: logins", 1, made.Logins));
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F2} s");

    private static string Mega(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");
}
