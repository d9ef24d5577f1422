using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>A role of auth/jwt.</summary>
internal sealed record JwtRole
{
    public string Type { get; init; } = "oidc";

    public string[] Audiences { get; init; } = [];

    public string Subject { get; init; } = "";

    public string UserClaim { get; init; } = "";

    public bool Globs { get; init; }

    public IReadOnlyDictionary<string, string[]> Claims { get; init; } = new Dictionary<string, string[]>();

    public TokenSettings Token { get; init; } = new();

    public static JwtRole Read(VaultRequest request, JwtRole? held)
    {
        held ??= new JwtRole();
        var claims = request.Find("bound_claims");
        return new JwtRole
        {
            Type = request.Text("role_type") is { Length: > 0 } type ? type : held.Type,
            Audiences = request.Texts("bound_audiences") ?? held.Audiences,
            Subject = request.Text("bound_subject") ?? held.Subject,
            UserClaim = request.Text("user_claim") ?? held.UserClaim,
            Globs = request.Text("bound_claims_type") is { } kind ? kind == "glob" : held.Globs,
            Claims = claims.ValueKind == JsonValueKind.Object
                ? claims.EnumerateObject().ToDictionary(c => c.Name, c => Jwt.Texts(c.Value).ToArray())
                : held.Claims,
            Token = TokenSettings.Read(request, held.Token),
        };
    }

    public string? Fault() => this switch
    {
        { Type: not ("jwt" or "oidc") } => $"invalid 'role_type': {Type}",
        { UserClaim: "" } => "a user claim must be defined on the role",
        { Type: "oidc" } => "'allowed_redirect_uris' must be set if 'role_type' is 'oidc' or unspecified.",
        { Audiences: [], Subject: "", Claims.Count: 0 } => "must have at least one bound constraint when creating/updating a role",
        _ => Token.Fault(),
    };

    public VaultAnswer Describe()
    {
        var data = new JsonObject
        {
            ["bound_audiences"] = TokenIssuer.List(Audiences),
            ["bound_claims"] = Claims.Count == 0
                ? null
                : new JsonObject([.. Claims.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)TokenIssuer.List(c.Value)))]),
            ["bound_claims_type"] = Globs ? "glob" : "string",
            ["bound_subject"] = Subject,
            ["role_type"] = Type,
            ["user_claim"] = UserClaim,
        };
        Token.Describe(data);
        return VaultAnswer.Ok(data);
    }
}
