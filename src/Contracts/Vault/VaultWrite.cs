namespace Coffer.Contracts.Vault;

/// <summary>One request with a body.</summary>
/// <param name="Namespace">Vault namespace; empty for the root (no header is sent).</param>
/// <param name="Path">Path below <c>/v1/</c>, not escaped, without leading slash.</param>
/// <param name="Body">A JSON object; no secret.</param>
public sealed record VaultWrite(string Namespace, string Path, string Body);
