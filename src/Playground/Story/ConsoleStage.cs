using Spectre.Console;

namespace Coffer.Playground.Story;

/// <summary>Shows the steps on the console: with a spinner on a terminal, line by line into a file.</summary>
internal sealed class ConsoleStage(IAnsiConsole console, TimeProvider time) : IStage
{
    public async Task StepAsync(string title, Func<Task> step)
    {
        var start = time.GetTimestamp();
        try
        {
            await RunAsync(title, step);
            console.MarkupLineInterpolated($"[green]✓[/] {title} [grey]{time.GetElapsedTime(start).TotalSeconds:F1} s[/]");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            console.MarkupLineInterpolated($"[red]✗[/] {title}");
            console.MarkupLineInterpolated($"  [red]{error.Message}[/]");
            throw;
        }
    }

    private Task RunAsync(string title, Func<Task> step) => console.Profile.Capabilities.Interactive
        ? console.Status().StartAsync(Markup.Escape(title), _ => step())
        : step();
}
