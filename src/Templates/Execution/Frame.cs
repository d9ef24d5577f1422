using Coffer.Templates.Parsing;

namespace Coffer.Templates.Execution;

/// <summary>A list of nodes being executed.</summary>
internal struct Frame
{
    public required ListNode List { get; init; }

    /// <summary>The node that comes next.</summary>
    public int Next { get; set; }

    public Operand Dot { get; set; }

    /// <summary>How many variables remain after it.</summary>
    public int Mark { get; init; }

    public Loop? Loop { get; init; }

    public bool IsCall { get; init; }

    /// <summary>The <c>else</c> of a range: a break in it goes no further, as in Go, though a continue does.</summary>
    public bool EndsBreak { get; init; }
}
