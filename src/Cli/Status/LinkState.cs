namespace Coffer.Cli.Status;

/// <summary>How one link of a chain is, the best first.</summary>
internal enum LinkState
{
    /// <summary>Does its work.</summary>
    Well,

    /// <summary>The operator, or a controller, has not come to it yet.</summary>
    Waiting,

    /// <summary>It could not be looked at.</summary>
    Unknown,

    /// <summary>Works, and something about it is to be looked at.</summary>
    Doubtful,

    /// <summary>Does not do its work.</summary>
    Broken,
}
