using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Policies;

namespace Coffer.Embedded.Vault.Tokens;

/// <summary>One living token.</summary>
internal sealed class TokenEntry
{
    /// <summary>In place of the uses left, once the last is taken.</summary>
    public const int Spent = -1;

    private Compiled? _compiled;

    public required string Id { get; init; }

    public required string Accessor { get; init; }

    public required string[] Policies { get; init; }

    public required VaultNamespace Home { get; init; }

    public required string Path { get; init; }

    public required string DisplayName { get; init; }

    public required DateTimeOffset Created { get; init; }

    public IReadOnlyDictionary<string, string>? Meta { get; init; }

    public TimeSpan CreationTtl { get; init; }

    public TimeSpan ExplicitMaxTtl { get; init; }

    public TimeSpan Period { get; init; }

    public bool IsBatch { get; init; }

    public bool Renewable { get; init; }

    public string? Parent { get; init; }

    /// <summary>The accessor of the mount that issued it; its removal ends the token.</summary>
    public Mount? IssuedBy { get; init; }

    /// <summary>Set for tokens of a login: what the role says now, null once it is gone.</summary>
    public LoginRole? Login { get; init; }

    /// <summary>0 is without limit.</summary>
    public int UsesLeft { get; set; }

    /// <summary>Null lives for ever.</summary>
    public DateTimeOffset? Expires { get; set; }

    public DateTimeOffset? LastRenewal { get; set; }

    public bool IsRoot => Array.IndexOf(Policies, "root") >= 0;

    public string Type => IsBatch ? "batch" : "service";

    public TimeSpan TtlAt(DateTimeOffset now) => Expires is { } end && end > now ? end - now : TimeSpan.Zero;

    /// <summary>A change of a policy's text applies at once, the list of names stays as it was at login.</summary>
    public Acl Acl
    {
        get
        {
            var generation = Home.Policies.Generation;
            var compiled = _compiled;
            if (compiled is null || compiled.Generation != generation)
            {
                _compiled = compiled = new Compiled(generation, Home.Policies.Compile(Home, Policies));
            }

            return compiled.Acl;
        }
    }

    public override string ToString() => "***";

    private sealed record Compiled(int Generation, Acl Acl);
}
