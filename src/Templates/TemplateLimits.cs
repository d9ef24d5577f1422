namespace Coffer.Templates;

/// <summary>
/// What one rendering may use. Templates come from tenants: without limits a few characters could fill the memory or
/// keep a core busy for hours.
/// </summary>
public sealed record TemplateLimits
{
    /// <summary>The defaults.</summary>
    public static TemplateLimits Default { get; } = new();

    /// <summary>
    /// Bytes of the output, and of each text that comes up on the way to it; 1 or more. Default 4 MiB, four times what
    /// Kubernetes lets a Secret hold.
    /// </summary>
    public int OutputBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Steps of execution, 1 or more: one for each node that is executed and each value a function looks at, one for every 8 bytes of a
    /// text that a function yields, 2 and one for every element of a list that it yields, 8 and 2 for every entry of a map. So it bounds
    /// memory too. Default 10,000,000: a few seconds and up to about 300 MB.
    /// </summary>
    public long Steps { get; init; } = 10_000_000;

    /// <summary>Template calls inside each other, 1 or more. Default 100,000, as in Go.</summary>
    public int Depth { get; init; } = 100_000;

    /// <summary>
    /// Instructions of a compiled regular expression, 1 or more. Default 10,000. Go's own limits (for example 1,000
    /// repetitions) come before it.
    /// </summary>
    public int RegexInstructions { get; init; } = 10_000;

    /// <summary>
    /// Characters of all templates that are parsed together, 1 or more. Default 262,144: a Secret holds four times as much.
    /// </summary>
    public int TextLength { get; init; } = 256 * 1024;

    /// <summary>Nodes of all templates that are parsed together, 1 or more: each text, action, command, argument and name of a field is
    /// one. Counted while they are parsed, as each takes some 100 bytes for as long as the templates are kept. Default 20,000.</summary>
    public int Nodes { get; init; } = 20_000;

    /// <summary>Time for one rendering, by the clock given to it; more than zero. Default 10 seconds.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);
}
