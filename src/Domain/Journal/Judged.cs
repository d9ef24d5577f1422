namespace Coffer.Domain.Journal;

/// <summary>The one event of a resource that has nothing but a verdict: it was judged otherwise than before.</summary>
/// <param name="Valid">Whether it can be used.</param>
/// <param name="Generation">Generation that was judged.</param>
/// <param name="Sayings">What is to be said.</param>
/// <param name="At">When.</param>
public sealed record Judged(bool Valid, long Generation, IReadOnlyList<Saying> Sayings, DateTimeOffset At)
{
    /// <summary>What is wrong; empty for nothing, and where the status has no such field.</summary>
    public string Error { get; init; } = "";

    /// <summary>Hash of the spec; empty where the status has no such field.</summary>
    public string SpecHash { get; init; } = "";

    /// <summary>Types of conditions about which nothing can be said.</summary>
    public IReadOnlyList<string> Withdrawn { get; init; } = [];
}
