namespace Coffer.Cli.Status;

/// <summary>One link of a chain.</summary>
internal sealed record Link
{
    /// <summary>Kind of the object.</summary>
    public required string Kind { get; init; }

    /// <summary>Its namespace; empty where the reference can't be read.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How it is.</summary>
    public required LinkState State { get; init; }

    /// <summary>True for the one that the others wait for.</summary>
    public bool IsCause { get; init; }

    /// <summary>What it is about, in a few words.</summary>
    public string About { get; init; } = "";

    /// <summary>Why it is so; CamelCase, empty where all is well.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What was answered and what to do; empty where all is well.</summary>
    public string Message { get; init; } = "";

    /// <summary>Since when it is so; null where nobody noted it.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The same link with what an object says of itself.</summary>
    public Link With(Standing standing) =>
        this with { State = standing.State, Reason = standing.Reason, Message = standing.Message, Since = standing.Since };
}
