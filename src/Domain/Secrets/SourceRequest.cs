namespace Coffer.Domain.Secrets;

/// <summary>One thing to ask of Vault.</summary>
/// <param name="Mount">Mount, without slashes at its ends.</param>
/// <param name="Path">Path of the API, e.g. <c>kvv2/data/demo/config</c>.</param>
/// <param name="Version">Version that is asked for; 0 for the latest, or where there are none.</param>
/// <param name="Body">JSON that is sent along, without a secret in it; null for a request that only reads.</param>
public sealed record SourceRequest(string Mount, string Path, long Version = 0, string? Body = null);
