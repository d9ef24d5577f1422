using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.Playground.Story;

/// <summary>
/// The story: a Secret appears, a new value is put into Vault, the Secret follows, and the Deployment is rolled once. Each step is checked.
/// </summary>
internal sealed class Storyteller(KubeClient kube, VaultAdmin vault, IStage stage)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A bit more than one refresh (10 s), to see that nothing else happens.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(12);

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await stage.StepAsync("Kubernetes: apply the seven CRDs", async () =>
        {
            foreach (var crd in Manifest.Crds())
            {
                await kube.ApplyYamlAsync(crd, cancellation);
            }
        });
        await stage.StepAsync(
            "Vault: mount kvv2, policy demo, auth mount vault-secret-operator", () => VaultSetup.MountAsync(vault, cancellation));
        await stage.StepAsync("Vault: may ask Kubernetes about tokens; role default for ServiceAccount operator-auth", async () =>
        {
            await kube.ApplyYamlAsync(Manifest.Read("1-vault.yaml"), cancellation);
            await VaultSetup.TrustAsync(vault, kube, cancellation);
        });
    }

    public async Task TellAsync(CancellationToken cancellation)
    {
        var scene = new Scene(kube, cancellation);
        await stage.StepAsync("Vault: put kvv2/demo/config with password=winter", () => PutAsync("winter", cancellation));
        await stage.StepAsync("Kubernetes: apply VaultConnection, VaultAuth, VaultStaticSecret and Deployment", async () =>
        {
            await kube.ApplyYamlAsync(
                Manifest.Read("2-connection.yaml").Replace("$VAULT_ADDR", vault.Address.ToString().TrimEnd('/'), StringComparison.Ordinal),
                cancellation);
            await kube.ApplyYamlAsync(Manifest.Read("3-app.yaml"), cancellation);
        });
        await stage.StepAsync("The Secret my-secret appears with password=winter", () => ValueBecomesAsync(scene, "winter", cancellation));
        var before = await scene.GenerationAsync();
        await stage.StepAsync("The first sync rolls nothing", () => ExpectRolloutsAsync(scene, before, 0));
        await stage.StepAsync("Vault: put a new version with password=spring", () => PutAsync("spring", cancellation));
        await stage.StepAsync("The Secret follows: password=spring", () => ValueBecomesAsync(scene, "spring", cancellation));
        await stage.StepAsync("The Deployment myapp is rolled", () => Until.SeenAsync(
            "the Deployment to be rolled", Patience, async () => (await scene.RestartedAtAsync() is not null, await scene.StatusAsync()),
            cancellation));
        await stage.StepAsync("… exactly once: nothing more happens over a whole refresh", async () =>
        {
            await Task.Delay(Quiet, TimeProvider.System, cancellation);
            await ExpectRolloutsAsync(scene, before, 1);
        });
    }

    private Task PutAsync(string password, CancellationToken cancellation) =>
        vault.PutAsync("kvv2", "demo/config", new JsonObject { ["username"] = "demo", ["password"] = password }, cancellation);

    private static Task ValueBecomesAsync(Scene scene, string expected, CancellationToken cancellation) => Until.SeenAsync(
        $"my-secret to hold password={expected}", Patience,
        async () => await scene.ValueAsync("password") is var value && value == expected
            ? (true, "")
            : (false, $"password={value ?? "(no Secret)"}; {await scene.StatusAsync()}"),
        cancellation);

    private static async Task ExpectRolloutsAsync(Scene scene, long before, long expected)
    {
        var rollouts = await scene.GenerationAsync() - before;
        if (rollouts != expected)
        {
            throw new InvalidOperationException(
                $"The Deployment was rolled {rollouts} times, and {expected} was right. {await scene.StatusAsync()}");
        }
    }
}
