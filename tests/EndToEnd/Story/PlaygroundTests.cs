using System.Diagnostics;
using Coffer.EndToEnd.Tests.Harness;

namespace Coffer.EndToEnd.Tests.Story;

/// <summary>The first command of the README, as a process of its own.</summary>
public sealed class PlaygroundTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_story_comes_true_once()
    {
        var (code, told) = await PlayAsync("--once");

        Assert.True(code == 0, told);
        Assert.Contains("The story came true.", told, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Told)> PlayAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Coffer.Playground.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
        };
        using var playground = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            var told = await playground.StandardOutput.ReadToEndAsync(limit.Token);
            await playground.WaitForExitAsync(limit.Token);
            return (playground.ExitCode, told);
        }
        finally
        {
            playground.Kill(entireProcessTree: true);
        }
    }
}
