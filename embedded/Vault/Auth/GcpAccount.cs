namespace Coffer.Embedded.Vault.Auth;

/// <summary>A service account as Google's IAM API tells of it.</summary>
internal sealed record GcpAccount(string Email, string Id, string Project);
