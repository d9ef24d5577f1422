namespace Coffer.Cli.Sync;

/// <summary>What became of one request. Part of the schema of <c>-o json</c>.</summary>
/// <param name="Resource">Kind, namespace and name, <c>Kind/namespace/name</c>.</param>
/// <param name="State">What became of it.</param>
/// <param name="Message">Why not, and what to do; empty where all went well.</param>
internal sealed record SyncResult(string Resource, SyncState State, string Message);
