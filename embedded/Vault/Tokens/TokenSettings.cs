using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Tokens;

/// <summary>The token_* fields that all login roles share.</summary>
internal sealed record TokenSettings
{
    public string[] Policies { get; init; } = [];

    public TimeSpan Ttl { get; init; }

    public TimeSpan MaxTtl { get; init; }

    public TimeSpan ExplicitMaxTtl { get; init; }

    public TimeSpan Period { get; init; }

    public int Uses { get; init; }

    public bool NoDefaultPolicy { get; init; }

    public string Type { get; init; } = "default";

    /// <summary>The fields given replace those held; the short names are the old ones, still accepted.</summary>
    public static TokenSettings Read(VaultRequest request, TokenSettings? held)
    {
        held ??= new TokenSettings();
        return new TokenSettings
        {
            Policies = request.Texts("token_policies") ?? request.Texts("policies") ?? held.Policies,
            Ttl = request.Duration("token_ttl") ?? request.Duration("ttl") ?? held.Ttl,
            MaxTtl = request.Duration("token_max_ttl") ?? request.Duration("max_ttl") ?? held.MaxTtl,
            ExplicitMaxTtl = request.Duration("token_explicit_max_ttl") ?? held.ExplicitMaxTtl,
            Period = request.Duration("token_period") ?? request.Duration("period") ?? held.Period,
            Uses = request.Integer("token_num_uses") ?? request.Integer("num_uses") ?? held.Uses,
            NoDefaultPolicy = request.Flag("token_no_default_policy", held.NoDefaultPolicy),
            Type = request.Text("token_type") ?? held.Type,
        };
    }

    public string? Fault() => this switch
    {
        { MaxTtl: var max, Ttl: var ttl } when max > TimeSpan.Zero && ttl > max => "'token_ttl' cannot be greater than 'token_max_ttl'",
        { Type: "batch", Period: var period } when period > TimeSpan.Zero =>
            "'token_type' cannot be 'batch' or 'default_batch' when set to generate periodic tokens",
        { Type: "batch", Uses: > 0 } => "'token_type' cannot be 'batch' when set to generate tokens with limited use count",
        { Type: not ("" or "default" or "default-service" or "default-batch" or "service" or "batch") } =>
            $"invalid 'token_type' value \"{Type}\"",
        _ => null,
    };

    public void Describe(JsonObject data)
    {
        data["token_bound_cidrs"] = new JsonArray();
        data["token_explicit_max_ttl"] = (long)ExplicitMaxTtl.TotalSeconds;
        data["token_max_ttl"] = (long)MaxTtl.TotalSeconds;
        data["token_no_default_policy"] = NoDefaultPolicy;
        data["token_num_uses"] = Uses;
        data["token_period"] = (long)Period.TotalSeconds;
        data["token_policies"] = new JsonArray([.. Policies.Select(p => (JsonNode)p)]);
        data["token_ttl"] = (long)Ttl.TotalSeconds;
        data["token_type"] = Type;
    }
}
