namespace Coffer.Contracts.Vault;

/// <summary>One read of any path.</summary>
/// <param name="Namespace">Vault namespace; empty for the root (no header is sent).</param>
/// <param name="Path">Path below <c>/v1/</c>, not escaped, without leading slash.</param>
/// <param name="Version">kv-v2 version for the query <c>version=N</c>; 0 sends none.</param>
public sealed record VaultRead(string Namespace, string Path, long Version = 0);
