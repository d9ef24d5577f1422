using System.Text;
using Coffer.Bench.Load;

namespace Coffer.Bench.Phases;

/// <summary>Every object is to be refreshed each second, which is more than goes: how many refreshes a second are there?</summary>
internal static class Throughput
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(Run run, CancellationToken cancellation)
    {
        await run.Servers.SlowDownAsync(run.Options.VaultLatency, cancellation);
        var patch = Encoding.UTF8.GetBytes("""{"spec":{"refreshAfter":"1s"} }""");
        await Throng.RunAsync(run.Options.Secrets, 0,
            (number, token) => run.Load.PatchStaticSecretAsync(ObjectText.Name(number), patch, token), cancellation);
        await Task.Delay(Settling, TimeProvider.System, cancellation);

        var (before, start, cpu) = (await run.Servers.CountAsync(cancellation), TimeProvider.System.GetTimestamp(), run.Operator.Cpu());
        await Task.Delay(Window, TimeProvider.System, cancellation);
        var made = (await run.Servers.CountAsync(cancellation)).Since(before);
        var took = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        run.Findings.Figure(
            $"Refreshes a second, {run.Options.Silos} silo(s), {run.Options.VaultLatency.TotalMilliseconds:F0} ms added",
            $"{made.SecretReads / took:F0}", "3 silos: 2.7 × 1 silo");
        run.Findings.Figure("CPU of the operator meanwhile", $"{(run.Operator.Cpu() - cpu).TotalSeconds / took:F2} processors");
    }
}
