namespace Coffer.Playground.Story;

/// <summary>Where the story is shown.</summary>
internal interface IStage
{
    /// <summary>Shows a step while it runs, and how it ended. What it throws goes on to the caller.</summary>
    Task StepAsync(string title, Func<Task> step);
}
