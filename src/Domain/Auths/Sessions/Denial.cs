namespace Coffer.Domain.Auths.Sessions;

/// <summary>A path that stays refused although the token is good and new.</summary>
/// <param name="Count">How many times in a row.</param>
/// <param name="Until">When it may be tried again.</param>
/// <param name="Findings">What could be found out about it; null when that was not tried yet.</param>
public sealed record Denial(int Count, DateTimeOffset Until, Findings? Findings);
