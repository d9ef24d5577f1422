using Coffer.Cli.Output;

namespace Coffer.Cli.Sync;

/// <summary>What became of all requests.</summary>
/// <param name="Results">One for each resource, in the order of the command line.</param>
internal sealed record SyncDocument(IReadOnlyList<SyncResult> Results) : Answer("Sync");
