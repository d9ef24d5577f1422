using System.Collections.Concurrent;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>One AppRole with its secret ids.</summary>
internal sealed class AppRole
{
    public string RoleId { get; set; } = Guid.NewGuid().ToString();

    public TokenSettings Token { get; set; } = new();

    public bool BindSecretId { get; set; } = true;

    public int SecretIdUses { get; set; }

    public TimeSpan SecretIdTtl { get; set; }

    public ConcurrentDictionary<string, AppRoleSecret> Secrets { get; } = new(StringComparer.Ordinal);

    public override string ToString() => "***";
}

/// <summary>A secret id: how often and until when it is good.</summary>
internal sealed class AppRoleSecret
{
    public required string Accessor { get; init; }

    public required int UsesLeft { get; set; }

    public required bool Limited { get; init; }

    public DateTimeOffset? Expires { get; init; }
}
