using Coffer.Playground.Story;
using Coffer.Tests.Support;
using Spectre.Console;

namespace Coffer.Playground;

/// <summary>Shows what changes, until told to stop.</summary>
internal sealed class Follower(KubeClient kube, IAnsiConsole console)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var scene = new Scene(kube, cancellation);
        var last = new Dictionary<string, string>();
        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            Note(last, "Secret my-secret", await scene.ValueAsync("password") is { } value ? $"password={value}" : "is not there");
            Note(last, "Deployment myapp",
                $"generation {await scene.GenerationAsync()}, restarted at {await scene.RestartedAtAsync() ?? "(never)"}");
            Note(last, "VaultStaticSecret vault-static-secret", await scene.StatusAsync());
        }
    }

    private void Note(Dictionary<string, string> last, string what, string now)
    {
        if (last.GetValueOrDefault(what) != now)
        {
            last[what] = now;
            console.MarkupLineInterpolated($"[grey]{TimeProvider.System.GetLocalNow():HH:mm:ss}[/] [bold]{what}[/] {now}");
        }
    }
}
