namespace Coffer.Cli.Status;

/// <summary>What the Secret holds, without a value.</summary>
/// <param name="Version">kv-v2 version; null for sources without versions.</param>
/// <param name="Digest">First 12 hex digits of the digest of the content.</param>
/// <param name="Changed">When the content last changed.</param>
/// <param name="Synced">When the Secret was last written or found in step.</param>
internal sealed record ChainData(long? Version, string? Digest, DateTimeOffset? Changed, DateTimeOffset? Synced);
