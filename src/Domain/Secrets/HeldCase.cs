using Coffer.Contracts.Ports;

namespace Coffer.Domain.Secrets;

/// <summary>A Secret that may hold already what a sync would have made.</summary>
/// <param name="On">The sync, with the digests of what of the Secret is ours.</param>
/// <param name="Secret">The Secret.</param>
/// <param name="Held">What is known in it; null for nothing.</param>
/// <param name="Source">The kind's own part.</param>
public sealed record HeldCase(WriteCase On, SecretContent Secret, HeldSource? Held, IIssuingSource Source);
