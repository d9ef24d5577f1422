namespace Coffer.Domain.Secrets;

/// <summary>What a Secret holds of an issuing source; no values.</summary>
/// <param name="Version">Which one.</param>
/// <param name="Fits">It could have been made for the manifest as it is, as far as it tells, and its parts belong together.</param>
public sealed record HeldSource(SourceVersion Version, bool Fits);
