using System.Text.Json.Nodes;
using Coffer.Bench.Load;
using Coffer.Bench.Phases;
using Coffer.Tests.Support;

namespace Coffer.Bench.Hostile;

/// <summary>
/// One tenant plays all tricks at once, another one works on: what the silo holds and uses meanwhile, how long the neighbour waits, and
/// what is left two minutes after the hostile objects are gone.
/// </summary>
internal static class HostileTenant
{
    private const string SharedAuth = "vault/myvaultauth";

    private static readonly TimeSpan Attack = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan BetweenEdits = TimeSpan.FromMilliseconds(20);

    /// <summary>CRDs without limits, the shared login open to the tenant.</summary>
    public static async Task PrepareAsync(Run run, CancellationToken cancellation)
    {
        var any = new ObjectId("apiextensions.k8s.io/v1", "CustomResourceDefinition", null, "any");
        foreach (var definition in await run.Kube.ListAsync(any, cancellation))
        {
            if ((string?)definition["spec"]?["group"] == "secrets.hashicorp.com")
            {
                // Items of a list name neither.
                (definition["apiVersion"], definition["kind"]) = (any.ApiVersion, any.Kind);
                await run.Kube.ReplaceAsync(Definitions.WithoutLimits(definition), cancellation);
            }
        }

        var open = new JsonObject { ["spec"] = new JsonObject { ["allowedNamespaces"] = new JsonArray("*") } };
        await run.Kube.MergeAsync(ObjectId.Custom("VaultAuth", "vault", "myvaultauth"), open, cancellation);
    }

    public static async Task RunAsync(Run run, CancellationToken cancellation)
    {
        await using var vault = await HostileVault.StartAsync(cancellation);
        await using var watch = await SecretWatch.StartAsync(run.Load, cancellation);
        var sampler = new Sampler(run.Operator);
        var rest = sampler.Resident();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var neighbour = new Neighbour(run, watch);
        var (created, refused) = await CreateAsync(run, vault, cancellation);
        var working = neighbour.RunAsync(end.Token);
        var editing = EditAsync(run, end.Token);
        var cpu = await sampler.RunAsync(Attack, cancellation);
        await end.CancelAsync();
        await Task.WhenAll(working, editing);

        await RemoveAsync(run, cancellation);
        var afterwards = new Sampler(run.Operator);
        var cpuAfter = await afterwards.RunAsync(After, cancellation);
        Report(run, (rest, sampler.Peak, afterwards.Resident()), (cpu, cpuAfter), neighbour);
        run.Findings.Figure(
            "Hostile objects: created, refused by the API server; calls to the hostile Vault", $"{created}, {refused}; {vault.Asked:N0}");
        run.Findings.Figure("Lines logged", $"{run.Operator.Silos.Sum(silo => silo.Lines):N0}");
    }

    private static void Report(Run run, (long Before, long Peak, long After) memory, (double During, double After) cpu, Neighbour neighbour)
    {
        run.Findings.Figure("Resident memory at rest", Mega(memory.Before));
        run.Findings.Figure("Resident memory with all hostile objects in place, peak", Mega(memory.Peak), "< 450 MB");
        run.Findings.Figure($"Resident memory {After.TotalMinutes:F0} minutes after they are gone", Mega(memory.After), "< 300 MB");
        run.Findings.Figure("Processors used meanwhile; afterwards", $"{cpu.During:F2}; {cpu.After:F2}", "< 0.5");
        var latencies = neighbour.Latencies.OrderBy(latency => latency).ToList();
        var median = latencies.Count > 0 ? latencies[latencies.Count / 2] : TimeSpan.Zero;
        run.Findings.Figure(
            $"Another tenant's create to Secret, {latencies.Count} objects: p50 / worst",
            $"{median.TotalSeconds:F2} s / {latencies.LastOrDefault().TotalSeconds:F2} s", "worst < 3 s");
    }

    private static async Task<(int Created, int Refused)> CreateAsync(Run run, HostileVault vault, CancellationToken cancellation)
    {
        foreach (var manifest in HostileObjects.Ground())
        {
            await run.Kube.ApplyAsync(manifest, cancellation);
        }

        var (created, refused) = (0, 0);
        foreach (var manifest in HostileObjects.All(vault, SharedAuth))
        {
            try
            {
                await run.Kube.ApplyAsync(manifest, cancellation);
                created++;
            }
            catch (InvalidOperationException)
            {
                refused++;
            }
        }

        return (created, refused);
    }

    /// <summary>Edits one of the objects, about as often as a real API server lets one client.</summary>
    private static async Task EditAsync(Run run, CancellationToken cancellation)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var edit = new JsonObject { ["spec"] = new JsonObject { ["path"] = $"p{number}" } };
                await run.Kube.MergeAsync(
                    ObjectId.Custom("VaultStaticSecret", HostileObjects.Namespace, "manyfields-0"), edit, cancellation);
                await Task.Delay(BetweenEdits, TimeProvider.System, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The attack is over.
        }
    }

    private static async Task RemoveAsync(Run run, CancellationToken cancellation)
    {
        foreach (var kind in new[] { "VaultStaticSecret", "VaultAuth", "VaultConnection" })
        {
            var any = ObjectId.Custom(kind, HostileObjects.Namespace, "any");
            foreach (var found in await run.Kube.ListAsync(any, cancellation))
            {
                await run.Kube.DeleteAsync(any with { Name = (string)found["metadata"]!["name"]! }, cancellation);
            }
        }

        await run.Kube.DeleteAsync(new ObjectId("v1", "Namespace", null, HostileObjects.Namespace), cancellation);
    }

    private static string Mega(long bytes) => $"{bytes / 1e6:F0} MB";
}
