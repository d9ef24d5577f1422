using Coffer.Bench.Operator;
using Coffer.Bench.Report;

namespace Coffer.Bench.Phases;

/// <summary>All silos stop and start again, and everything is in date.</summary>
internal static class Restart
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(Run run, CancellationToken cancellation)
    {
        const string phase = "restart of all silos";
        var before = await run.QuietAsync(cancellation);
        await run.Operator.StopAsync(cancellation);
        await run.Operator.DisposeAsync();
        var start = TimeProvider.System.GetTimestamp();
        run.Operator = await OperatorGroup.StartAsync(run.Servers.Addresses.Kubeconfig, run.Options, cancellation);
        var ready = TimeProvider.System.GetElapsedTime(start);
        await Task.Delay(Watched, TimeProvider.System, cancellation);
        var made = (await run.QuietAsync(cancellation)).Since(before);
        var memory = await run.Operator.MemoryAsync(cancellation);

        run.Findings.Calls(phase, made, run.Options.Secrets);
        run.Findings.Figure("Restart: ready after", $"{ready.TotalSeconds:F1} s");
        run.Findings.Figure("Restart: memory with all secrets known",
            $"{memory.Managed / 1e6:F1} MB managed, {memory.Resident / 1e6:F1} MB resident, {memory.Anonymous / 1e6:F1} MB anonymous");
        run.Findings.Figure("Restart: CPU", $"{run.Operator.Cpu().TotalSeconds:F1} s");
        run.Findings.Expect(Expectation.Exactly(phase, "Vault: reads of secrets", 0, made.SecretReads));
        run.Findings.Expect(Expectation.Exactly(phase, "writes of Secrets", 0,
            made.Kube("patch", "secrets") + made.Kube("create", "secrets") + made.Kube("delete", "secrets")));
        run.Findings.Expect(Expectation.Exactly(phase, "reads of Secrets", 0, made.Kube("get", "secrets")));
        run.Findings.Expect(Expectation.Exactly(phase, "patches of VaultStaticSecrets", 0, made.Kube("patch", "vaultstaticsecrets", null)));
        run.Findings.Expect(Expectation.Exactly(phase, "reads of VaultStaticSecrets", 0, made.Kube("get", "vaultstaticsecrets", null)));
        run.Findings.Expect(Expectation.Exactly(phase, "patches of workloads", 0, made.Kube("patch", "deployments")));
        run.Findings.Expect(Expectation.Exactly(phase, "Events", 0, made.Events));
        run.Findings.Expect(Expectation.AtMost(phase, "Vault: logins", 1, made.Logins));
    }
}
