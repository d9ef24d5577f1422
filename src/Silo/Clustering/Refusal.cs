namespace Coffer.Silo.Clustering;

/// <summary>Why there is no connection between this silo and another side.</summary>
/// <param name="Why">For machines.</param>
/// <param name="Reason">In words, fit for logs.</param>
internal sealed record Refusal(RefusedBecause Why, string Reason);
