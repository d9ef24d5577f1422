using Coffer.Bench.Load;
using Coffer.Playground.Story;
using Coffer.Tests.Support;

namespace Coffer.Bench.Phases;

/// <summary>All that is there before the operator starts; and what the creates cost without it.</summary>
internal static class Preparation
{
    /// <summary>Objects created and removed beforehand, so that the servers are compiled when it counts.</summary>
    private const int WarmUp = 500;

    public static async Task RunAsync(Run run, CancellationToken cancellation)
    {
        await new Storyteller(run.Kube, run.Vault, new ConsoleStage(run.Console, TimeProvider.System)).PrepareAsync(cancellation);
        await run.Kube.ApplyYamlAsync(ObjectText.Setup, cancellation);
        var address = run.Vault.Address.ToString().TrimEnd('/');
        await run.Kube.ApplyYamlAsync(
            Manifest.Read("2-connection.yaml").Replace("$VAULT_ADDR", address, StringComparison.Ordinal), cancellation);
        await Throng.RunAsync(run.Options.Secrets, 0, (number, token) => run.PutAsync(number, "winter", token), cancellation);
        await Throng.RunAsync(run.Workloads, 0,
            (number, token) => run.Load.CreateDeploymentAsync(ObjectText.Deployment(ObjectText.Name(number)), token), cancellation);
    }

    /// <summary>The time for the creates alone: the same objects, and nobody who cares for them.</summary>
    public static async Task<TimeSpan> CreatesAloneAsync(Run run, CancellationToken cancellation)
    {
        await CreateAndRemoveAsync(run, WarmUp, 0, cancellation);
        return await CreateAndRemoveAsync(run, run.Options.Secrets, run.Options.Rate, cancellation);
    }

    private static async Task<TimeSpan> CreateAndRemoveAsync(Run run, int count, int rate, CancellationToken cancellation)
    {
        var (_, took) = await Throng.RunAsync(
            count, rate, (number, token) => run.Load.CreateStaticSecretAsync(FirstSync.Object(run, number), token), cancellation);
        await Throng.RunAsync(count, 0, (number, token) => run.Load.DeleteStaticSecretAsync(ObjectText.Name(number), token), cancellation);
        return took;
    }

    /// <summary>Waits until logins are possible, as they are in a cluster that has been set up before.</summary>
    public static async Task AwaitAuthAsync(Run run, CancellationToken cancellation)
    {
        var auth = ObjectId.Custom("VaultAuth", "vault", "myvaultauth");
        await Until.SeenAsync("VaultAuth to be valid", TimeSpan.FromSeconds(60), async () =>
        {
            var status = (await run.Kube.FindAsync(auth, cancellation))?["status"];
            return ((bool?)status?["valid"] == true, status?.ToJsonString() ?? "no status");
        }, cancellation);
    }
}
