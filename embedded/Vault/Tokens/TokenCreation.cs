using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Tokens;

/// <summary>auth/token/create: who may make which token.</summary>
internal sealed class TokenCreation(VaultFlavour flavour, NanoClock clock, TokenStore store, TokenIssuer issuer, Mount mount)
{
    public VaultAnswer Create(VaultRequest request, bool orphanPath)
    {
        var parent = request.Token!;
        var sudo = parent.Acl.Allows(VaultOperation.Update, request.Namespace.Path + request.Path, exists: null, sudo: true);
        var orphan = orphanPath || request.Flag("no_parent");
        var batch = request.Text("type") == "batch";
        var settings = Settings(request);
        var policies = request.Texts("policies") ?? [];
        var fault = ParentFault(parent) ?? SudoFault(request, orphan && !orphanPath, sudo, settings)
            ?? PolicyFault(parent, policies, sudo) ?? BatchFault(batch, settings);
        if (fault is not null)
        {
            return VaultAnswer.Error(400, fault);
        }

        var names = policies.Length == 0 && !orphan
            ? parent.Policies
            : TokenIssuer.WithDefault(policies, request.Flag("no_default_policy"));
        return Issue(request, names, settings, batch, orphan ? null : parent.Id);
    }

    private VaultAnswer Issue(VaultRequest request, string[] names, TokenSettings settings, bool batch, string? parent)
    {
        var forEver = names.Contains("root") && settings.Ttl == TimeSpan.Zero && settings.Period == TimeSpan.Zero;
        var (ttl, warnings) = forEver
            ? (TimeSpan.Zero, null)
            : TtlRules.Calculate(mount, settings, TimeSpan.Zero, clock.Now, clock.Now);
        var token = new TokenEntry
        {
            Id = request.Text("id") ?? TokenIssuer.NewId(flavour, request.Namespace, batch),
            Accessor = batch ? "" : TokenIssuer.NewAccessor(request.Namespace),
            Policies = names,
            Home = request.Namespace,
            Path = request.Path,
            DisplayName = request.Text("display_name") is { } name ? "token-" + name : "token",
            Created = clock.Now,
            Meta = request.Map("meta"),
            CreationTtl = ttl,
            ExplicitMaxTtl = settings.ExplicitMaxTtl,
            Period = settings.Period,
            IsBatch = batch,
            Renewable = !batch && !forEver && request.Flag("renewable", fallback: true),
            Parent = parent,
            UsesLeft = settings.Uses,
            Expires = forEver ? null : clock.Now + ttl,
        };
        return store.Add(token)
            ? new VaultAnswer { Auth = issuer.Describe(token, ttl), Warnings = warnings }
            : VaultAnswer.Error(400, "cannot create a token with a duplicate ID");
    }

    private static TokenSettings Settings(VaultRequest request) => new()
    {
        Ttl = request.Duration("ttl") ?? request.Duration("lease") ?? TimeSpan.Zero,
        ExplicitMaxTtl = request.Duration("explicit_max_ttl") ?? TimeSpan.Zero,
        Period = request.Duration("period") ?? TimeSpan.Zero,
        Uses = request.Integer("num_uses") ?? 0,
    };

    private static string? ParentFault(TokenEntry parent) => parent switch
    {
        { IsBatch: true } => "batch tokens cannot create more tokens",
        { UsesLeft: not 0 } => "restricted use token cannot generate child tokens",
        _ => null,
    };

    private static string? SudoFault(VaultRequest request, bool orphan, bool sudo, TokenSettings settings) => sudo ? null : request switch
    {
        _ when request.Text("id") is not null => "root or sudo privileges required to specify token id",
        _ when orphan => "root or sudo privileges required to create orphan token",
        _ when settings.Period > TimeSpan.Zero => "root or sudo privileges required to create periodic token",
        _ => null,
    };

    private static string? PolicyFault(TokenEntry parent, string[] policies, bool sudo)
    {
        if (policies.Contains("root"))
        {
            return parent.IsRoot ? null : "root tokens may not be created without parent token being root";
        }

        var inherits = sudo || policies.All(p => p == "default" || parent.Policies.Contains(p));
        return inherits ? null : "child policies must be subset of parent";
    }

    private static string? BatchFault(bool batch, TokenSettings settings) => !batch ? null : settings switch
    {
        { ExplicitMaxTtl: var max } when max > TimeSpan.Zero => "batch tokens cannot have an explicit max TTL",
        { Uses: > 0 } => "batch tokens cannot have a limited use count",
        { Period: var period } when period > TimeSpan.Zero => "batch tokens cannot have \"period\" set",
        _ => null,
    };
}
