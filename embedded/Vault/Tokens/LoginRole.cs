namespace Coffer.Embedded.Vault.Tokens;

/// <summary>The role a token came from, asked again at each renewal.</summary>
internal sealed record LoginRole(string Name, Func<TokenSettings?> Current);
