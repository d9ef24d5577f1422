using Coffer.Templates.Parsing;

namespace Coffer.Templates.Execution;

/// <summary>A template being executed, or the one that called it.</summary>
/// <param name="template">The template.</param>
/// <param name="caller">Who goes on after it.</param>
/// <param name="firstVariable">Where its variables begin.</param>
internal sealed class Call(Template template, Call? caller, int firstVariable)
{
    public Template Template { get; } = template;

    public Call? Caller { get; } = caller;

    public int Depth { get; } = caller is null ? 0 : caller.Depth + 1;

    public int FirstVariable { get; } = firstVariable;

    /// <summary>Where execution is, for errors.</summary>
    public Node? At { get; set; }
}
