using Coffer.Bench.Hostile;
using Coffer.Bench.Load;
using Coffer.Bench.Operator;
using Coffer.Bench.Phases;
using Coffer.Bench.Report;
using Coffer.Bench.Serving;
using Coffer.Tests.Support;
using Spectre.Console;

namespace Coffer.Bench;

/// <summary>One run: servers and operator in processes of their own, the phases one after the other, the report.</summary>
internal sealed class Bench(IAnsiConsole console, BenchOptions options)
{
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var findings = new Findings(console);
        try
        {
            await MeasureAsync(findings, cancellation);
        }
        catch (Exception error) when (error is TimeoutException or InvalidOperationException or HttpRequestException)
        {
            console.MarkupLineInterpolated($"[red]The run broke off:[/] {error.Message}");
            return 1;
        }
        finally
        {
            findings.Show();
        }

        return findings.AllHold ? 0 : 1;
    }

    private async Task MeasureAsync(Findings findings, CancellationToken cancellation)
    {
        await using var servers = await ServerProcess.StartAsync(cancellation);
        using var load = new LoadClient(servers.Addresses.Kubeconfig);
        using var kube = new KubeClient(servers.Addresses.Kubeconfig);
        using var vault = new VaultAdmin(servers.Addresses.Vault, servers.Addresses.VaultToken);
        var run = new Run(options, console, servers, load, kube, vault, findings);
        console.WriteLine($"{options.Secrets:N0} VaultStaticSecrets, {options.Silos} silo(s), {Environment.ProcessorCount} processors "
            + "shared by servers, load and operator.");

        await Cleanup.CheckAsync(run, cancellation);
        try
        {
            await MeasureAsync(run, cancellation);
        }
        finally
        {
            await Cleanup.RunAsync(run);
        }
    }

    private static async Task MeasureAsync(Run run, CancellationToken cancellation)
    {
        await Preparation.RunAsync(run, cancellation);
        if (run.Options.Scenario == Scenario.Hostile)
        {
            await HostileTenant.PrepareAsync(run, cancellation);
        }

        var alone = await Preparation.CreatesAloneAsync(run, cancellation);
        run.Operator = await OperatorGroup.StartAsync(run.Servers.Addresses.Kubeconfig, run.Options, cancellation);
        try
        {
            await Preparation.AwaitAuthAsync(run, cancellation);
            await PhasesAsync(run, alone, cancellation);
        }
        finally
        {
            await run.Operator.DisposeAsync();
        }
    }

    private static async Task PhasesAsync(Run run, TimeSpan alone, CancellationToken cancellation)
    {
        await FirstSync.RunAsync(run, alone, cancellation);
        if (run.Options.Includes(Scenario.Refresh) || run.Options.Includes(Scenario.Change))
        {
            await Refreshes.SetAsync(run, "10s", cancellation);
        }

        if (run.Options.Includes(Scenario.Refresh))
        {
            await Refreshes.UnchangedAsync(run, cancellation);
        }

        if (run.Options.Includes(Scenario.Change))
        {
            await Refreshes.ChangedAsync(run, cancellation);
        }

        if (run.Options.Scenario == Scenario.Throughput)
        {
            await Throughput.RunAsync(run, cancellation);
        }

        if (run.Options.Scenario == Scenario.Idle)
        {
            await Idle.RunAsync(run, cancellation);
        }

        if (run.Options.Scenario == Scenario.Hostile)
        {
            await HostileTenant.RunAsync(run, cancellation);
        }

        if (run.Options.Includes(Scenario.Restart))
        {
            await Refreshes.SetAsync(run, ObjectText.Never, cancellation);
            await Restart.RunAsync(run, cancellation);
        }
    }
}
