namespace Coffer.Domain.Auths.Sessions;

/// <summary>A read that Vault refused.</summary>
/// <param name="Namespace">Vault namespace; empty for the VaultAuth's own.</param>
/// <param name="Mount">The mount.</param>
/// <param name="Path">The API path.</param>
public sealed record RefusedPath(string Namespace, string Mount, string Path);
