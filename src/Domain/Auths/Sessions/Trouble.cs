using Coffer.Contracts;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>A failure that lasts, with the one back-off that all consumers share.</summary>
/// <param name="Failure">The newest one.</param>
/// <param name="Count">How many in a row.</param>
/// <param name="RetryAt">When the next try is due.</param>
/// <param name="OfInputs">True when it was the VaultAuth that could not be used, rather than Vault.</param>
public sealed record Trouble(Failure Failure, int Count, DateTimeOffset RetryAt, bool OfInputs);
