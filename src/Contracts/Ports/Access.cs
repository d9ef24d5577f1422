namespace Coffer.Contracts.Ports;

/// <summary>What came of a review, as a value.</summary>
/// <param name="Verdict">Whether he may.</param>
public sealed record Access(AccessVerdict Verdict);
