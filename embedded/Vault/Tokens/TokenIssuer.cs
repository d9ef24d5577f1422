using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Tokens;

/// <summary>Makes tokens: those of a login and those of auth/token/create.</summary>
internal sealed class TokenIssuer(VaultFlavour flavour, NanoClock clock, TokenStore store)
{
    /// <summary>A login's token: an orphan with the role's policies as they are now.</summary>
    public VaultAnswer Login(
        VaultRequest request, Mount mount, LoginRole role, TokenSettings settings, string displayName, Dictionary<string, string> metadata)
    {
        var batch = settings.Type is "batch" or "default-batch";
        var (ttl, warnings) = TtlRules.Calculate(mount, settings, TimeSpan.Zero, clock.Now, clock.Now);
        var token = new TokenEntry
        {
            Id = NewId(flavour, request.Namespace, batch),
            Accessor = batch ? "" : NewAccessor(request.Namespace),
            Policies = WithDefault(settings.Policies, settings.NoDefaultPolicy),
            Home = request.Namespace,
            Path = request.Path,
            DisplayName = displayName,
            Created = clock.Now,
            Meta = metadata,
            CreationTtl = ttl,
            ExplicitMaxTtl = settings.ExplicitMaxTtl,
            Period = settings.Period,
            IsBatch = batch,
            Renewable = !batch,
            IssuedBy = mount,
            Login = role,
            UsesLeft = settings.Uses,
            Expires = clock.Now + ttl,
        };
        store.Add(token);
        return new VaultAnswer { Auth = Describe(token, ttl), Warnings = warnings };
    }

    public static string NewId(VaultFlavour flavour, VaultNamespace home, bool batch) => (flavour, batch) switch
    {
        (VaultFlavour.Vault2, true) => "hvb." + Ids.Base62(138),
        (VaultFlavour.Vault2, false) => "hvs." + Ids.Base62(91),
        (_, true) => "b." + Ids.Base62(90),
        _ => "s." + Ids.Base62(24),
    } + (home.IsRoot ? "" : "." + home.Id);

    public static string NewRoot(VaultFlavour flavour) => (flavour == VaultFlavour.Vault2 ? "hvs." : "s.") + Ids.Base62(24);

    public static string NewAccessor(VaultNamespace home) => Ids.Base62(24) + (home.IsRoot ? "" : "." + home.Id);

    public static string[] WithDefault(IEnumerable<string> policies, bool noDefault)
    {
        var names = policies.Select(p => p.Trim().ToLowerInvariant()).Where(p => p.Length > 0).Distinct();
        return names.Contains("root")
            ? ["root"]
            : [.. names.Union(noDefault ? [] : ["default"]).Order(StringComparer.Ordinal)];
    }

    /// <summary>The <c>auth</c> member of a login, creation or renewal.</summary>
    public JsonObject Describe(TokenEntry token, TimeSpan ttl)
    {
        var auth = new JsonObject
        {
            ["client_token"] = token.Id,
            ["accessor"] = token.Accessor,
            ["policies"] = List(token.Policies),
            ["token_policies"] = List(token.Policies),
            ["metadata"] = token.Meta is null
                ? null
                : new JsonObject([.. token.Meta.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value))]),
            ["lease_duration"] = (long)Math.Ceiling(ttl.TotalSeconds),
            ["renewable"] = token.Renewable,
            ["entity_id"] = "",
            ["token_type"] = token.Type,
            ["orphan"] = token.Parent is null,
        };
        if (flavour != VaultFlavour.Vault)
        {
            auth["mfa_requirement"] = null;
            auth["num_uses"] = token.UsesLeft;
        }

        return auth;
    }

    public static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
