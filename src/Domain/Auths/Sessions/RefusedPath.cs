namespace Coffer.Domain.Auths.Sessions;

/// <summary>A request that Vault refused.</summary>
/// <param name="Namespace">Vault namespace; empty for the VaultAuth's own.</param>
/// <param name="Mount">The mount.</param>
/// <param name="Path">The API path.</param>
/// <param name="Writes">It was a write.</param>
public sealed record RefusedPath(string Namespace, string Mount, string Path, bool Writes = false);
