using Coffer.Playground.Hosting;
using Coffer.Playground.Story;
using Coffer.Tests.Support;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Coffer.Playground;

/// <summary>The whole evening: servers, silos, the story, and a stage that stays open until Ctrl-C.</summary>
internal sealed class Show(IAnsiConsole console, bool once, bool verbose)
{
    private const int Silos = 3;

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        console.MarkupLine(
            "[bold]Coffer[/]: Kubernetes Secrets in step with Vault. An embedded Kubernetes API, an embedded Vault, three silos.");
        try
        {
            await PlayAsync(cancellation);
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return once ? 1 : 0;
        }
        catch (Exception error) when (error is TimeoutException or InvalidOperationException or HttpRequestException)
        {
            console.MarkupLineInterpolated($"[red]The story did not come true:[/] {error.Message}");
            return 1;
        }
    }

    private async Task PlayAsync(CancellationToken cancellation)
    {
        var stage = new ConsoleStage(console, TimeProvider.System);
        await using var servers = await Servers.StartAsync(cancellation);
        using var kube = new KubeClient(servers.Kubeconfig);
        using var vault = new VaultAdmin(servers.VaultAddress, servers.VaultToken);
        var story = new Storyteller(kube, vault, stage);
        await story.PrepareAsync(cancellation);
        await kube.ApplyYamlAsync("{apiVersion: v1, kind: Namespace, metadata: {name: coffer-system}}", cancellation);

        await using var silos = new SiloGroup();
        await stage.StepAsync($"Start {Silos} silos", async () =>
        {
            await silos.StartAsync(servers.Kubeconfig, Silos, verbose ? LogLevel.Information : LogLevel.Critical, cancellation);
            await silos.ReadyAsync(cancellation);
        });
        await story.TellAsync(cancellation);
        console.MarkupLine("[green]The story came true.[/]");
        if (!once)
        {
            new Directions(console).Show(servers, silos);
            await new Follower(kube, console).RunAsync(cancellation);
        }
    }
}
