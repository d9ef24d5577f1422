using Coffer.Contracts;

namespace Coffer.Kube.Watching;

/// <summary>How a list or watch ended.</summary>
/// <param name="Version">Version to watch on from; null to list.</param>
/// <param name="Why">For the metric.</param>
/// <param name="Failure">Null for an orderly end.</param>
/// <param name="IsSettled">False when it was over so soon that the next must wait.</param>
internal sealed record WatchEnd(string? Version, string Why, Failure? Failure, bool IsSettled);
