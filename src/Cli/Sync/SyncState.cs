namespace Coffer.Cli.Sync;

/// <summary>What became of one request to sync.</summary>
internal enum SyncState
{
    /// <summary>The operator was asked, and has not answered yet or was not waited for.</summary>
    Asked,

    /// <summary>The Secret is in step.</summary>
    Synced,

    /// <summary>The operator tried, and something keeps it from being in step.</summary>
    Failed,

    /// <summary>There was no answer in the time that was given.</summary>
    TimedOut,
}
