using Coffer.Cli.Output;

namespace Coffer.Cli.Overview;

/// <summary>All resources that are not well.</summary>
internal sealed record OverviewDocument() : Answer("Overview")
{
    /// <summary>How many resources were looked at.</summary>
    public required int Seen { get; init; }

    /// <summary>Those that are not well, the worst first.</summary>
    public required IReadOnlyList<OverviewRow> NotWell { get; init; }

    /// <summary>What could not be looked at, and why.</summary>
    public IReadOnlyList<string> NotSeen { get; init; } = [];
}
