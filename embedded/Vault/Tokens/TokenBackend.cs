using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Tokens;

/// <summary>auth/token.</summary>
internal sealed class TokenBackend : IBackend
{
    private readonly VaultCore _core;
    private readonly TokenCreation _creation;
    private readonly TokenRenewal _renewal;

    public TokenBackend(VaultCore core)
    {
        _core = core;
        Mount = new Mount("auth/token/", "token", this, null, "token based credentials");
        _creation = new TokenCreation(core.Flavour, core.Clock, core.Tokens, core.Issuer, Mount);
        _renewal = new TokenRenewal(core.Clock, core.Issuer, Mount);
    }

    public Mount Mount { get; }

    public bool NeedsSudo(string path) => path is "accessors" or "accessors/" || path.StartsWith("revoke-orphan", StringComparison.Ordinal);

    public ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(request, path));

    private VaultAnswer Handle(VaultRequest request, string path) => (path, request.Operation) switch
    {
        ("lookup-self", VaultOperation.Read or VaultOperation.Update) => Describe(request.Token!),
        ("lookup", VaultOperation.Read or VaultOperation.Update) => Lookup(request),
        ("lookup-accessor", VaultOperation.Update) => ByAccessor(request, t => Describe(t, hideId: true)),
        ("accessors" or "accessors/", VaultOperation.List) => VaultAnswer.Keys(_core.Tokens.Accessors),
        ("create", VaultOperation.Update) => _creation.Create(request, orphanPath: false),
        ("create-orphan", VaultOperation.Update) => _creation.Create(request, orphanPath: true),
        ("renew-self", VaultOperation.Update) => Renew(request, request.Token!),
        ("renew", VaultOperation.Update) => RenewOther(request),
        ("renew-accessor", VaultOperation.Update) => ByAccessor(request, t => HideToken(Renew(request, t))),
        ("revoke-self", VaultOperation.Update) => Revoke(request.Token),
        ("revoke" or "revoke-orphan", VaultOperation.Update) => RevokeOther(request, path == "revoke-orphan"),
        ("revoke-accessor", VaultOperation.Update) => RevokeByAccessor(request),
        ("lookup-self" or "lookup" or "lookup-accessor" or "accessors" or "create" or "create-orphan" or "renew-self" or "renew"
            or "renew-accessor" or "revoke-self" or "revoke" or "revoke-orphan" or "revoke-accessor", _) =>
            VaultAnswer.UnsupportedOperation,
        _ => VaultAnswer.UnsupportedPath,
    };

    private VaultAnswer Lookup(VaultRequest request)
    {
        var wanted = request.Text("token");
        return string.IsNullOrEmpty(wanted) ? Describe(request.Token!)
            : _core.Tokens.Find(wanted) is { } token ? Describe(token)
            : VaultAnswer.Error(403, "bad token");
    }

    private VaultAnswer RenewOther(VaultRequest request) => request.Text("token") switch
    {
        null or "" => VaultAnswer.Error(400, "missing token ID"),
        var id when _core.Tokens.Find(id) is { } token => Renew(request, token),
        _ => VaultAnswer.Error(400, "token not found"),
    };

    private VaultAnswer Renew(VaultRequest request, TokenEntry token) =>
        request.Text("increment") is { } asked && request.Duration("increment") is null
            ? VaultAnswer.Error(
                400, $"Field validation failed: error converting input for field \"increment\": time: invalid duration \"{asked}\"")
            : _core.Tokens.Find(token.Id) is null ? VaultAnswer.Error(400, "token not found") // its last use was this one
            : _renewal.Renew(token, request.Duration("increment") ?? TimeSpan.Zero);

    private VaultAnswer RevokeOther(VaultRequest request, bool keepChildren)
    {
        if (request.Text("token") is not { Length: > 0 } id)
        {
            return VaultAnswer.Error(400, "missing token ID");
        }

        return _core.Tokens.Find(id) is { } token ? Revoke(token, keepChildren) : VaultAnswer.NoContent;
    }

    private VaultAnswer Revoke(TokenEntry? token) => Revoke(token, keepChildren: false);

    private VaultAnswer Revoke(TokenEntry? token, bool keepChildren)
    {
        if (token is { IsBatch: true })
        {
            return VaultAnswer.Error(400, "batch tokens cannot be revoked");
        }

        _core.Tokens.Revoke(token!.Id, keepChildren);
        return VaultAnswer.NoContent;
    }

    private VaultAnswer ByAccessor(VaultRequest request, Func<TokenEntry, VaultAnswer> then) => request.Text("accessor") switch
    {
        null or "" => VaultAnswer.Error(400, "missing accessor"),
        var accessor when _core.Tokens.FindByAccessor(accessor) is { } token => then(token),
        _ => _core.IsOld ? VaultAnswer.Error(403, "invalid accessor") : VaultAnswer.Listed(400, "invalid accessor"),
    };

    private VaultAnswer RevokeByAccessor(VaultRequest request) =>
        !_core.IsOld && request.Text("accessor") is { Length: > 0 } accessor && _core.Tokens.FindByAccessor(accessor) is null
            ? new VaultAnswer { Warnings = ["No token found with this accessor"] }
            : ByAccessor(request, Revoke);

    private static VaultAnswer HideToken(VaultAnswer answer)
    {
        if (answer.Auth is { } auth)
        {
            auth["client_token"] = "";
        }

        return answer;
    }

    private VaultAnswer Describe(TokenEntry token) => Describe(token, hideId: false);

    private VaultAnswer Describe(TokenEntry token, bool hideId)
    {
        var data = new JsonObject
        {
            ["accessor"] = token.Accessor,
            ["creation_time"] = token.Created.ToUnixTimeSeconds(),
            ["creation_ttl"] = (long)token.CreationTtl.TotalSeconds,
            ["display_name"] = token.DisplayName,
            ["entity_id"] = "",
            ["expire_time"] = token.Expires is { } end ? Instant.From(end).ToString() : null,
            ["explicit_max_ttl"] = (long)token.ExplicitMaxTtl.TotalSeconds,
            ["id"] = hideId ? "" : token.Id,
            ["meta"] = token.Meta is null
                ? null
                : new JsonObject([.. token.Meta.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value))]),
            ["num_uses"] = token.UsesLeft,
            ["orphan"] = token.Parent is null,
            ["path"] = token.Path,
            ["policies"] = TokenIssuer.List(token.Policies),
            ["ttl"] = (long)token.TtlAt(_core.Clock.Now).TotalSeconds,
            ["type"] = token.Type,
        };
        AddOptional(token, data);
        return VaultAnswer.Ok(data);
    }

    private static void AddOptional(TokenEntry token, JsonObject data)
    {
        if (token.Expires is not null)
        {
            data["issue_time"] = Instant.From(token.Created).ToString();
            data["renewable"] = token.Renewable;
        }

        if (token.Period > TimeSpan.Zero)
        {
            data["period"] = (long)token.Period.TotalSeconds;
        }

        if (token.LastRenewal is { } renewed)
        {
            data["last_renewal"] = Instant.From(renewed).ToString();
            data["last_renewal_time"] = renewed.ToUnixTimeSeconds();
        }

        if (!token.Home.IsRoot)
        {
            data["namespace_path"] = token.Home.Path;
        }
    }
}
