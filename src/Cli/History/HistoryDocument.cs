using Coffer.Cli.Output;

namespace Coffer.Cli.History;

/// <summary>The journal of one resource.</summary>
/// <param name="Resource">Kind, namespace and name, <c>Kind/namespace/name</c>.</param>
/// <param name="Events">Number of events so far, those that are forgotten too.</param>
/// <param name="History">The newest events, the newest first.</param>
internal sealed record HistoryDocument(string Resource, long? Events, IReadOnlyList<HistoryEntry> History) : Answer("History");
