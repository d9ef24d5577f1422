namespace Coffer.Kube.Watching;

/// <summary>Where a list page stands: its version and, when there are more pages, the token for the next.</summary>
internal sealed record ListPage(string ResourceVersion, string? Continue);
