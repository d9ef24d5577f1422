using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>A role of auth/gcp, of type iam.</summary>
internal sealed record GcpRole
{
    private const string All = "*";

    private static readonly TimeSpan LongestJwt = TimeSpan.FromMinutes(60);

    public string Type { get; init; } = "";

    public string[] Accounts { get; init; } = [];

    public string[] Projects { get; init; } = [];

    public TimeSpan MaxJwtExp { get; init; } = TimeSpan.FromMinutes(15);

    public TokenSettings Token { get; init; } = new();

    public static GcpRole Read(VaultRequest request, GcpRole? held)
    {
        held ??= new GcpRole();
        return new GcpRole
        {
            Type = request.Text("type") ?? held.Type,
            Accounts = request.Texts("bound_service_accounts") ?? held.Accounts,
            Projects = request.Texts("bound_projects") ?? held.Projects,
            MaxJwtExp = request.Duration("max_jwt_exp") ?? held.MaxJwtExp,
            Token = TokenSettings.Read(request, held.Token),
        };
    }

    public string? Fault() => this switch
    {
        { Type: "" } => "role type cannot be empty",
        { Type: not "iam" } => $"role type '{Type}' is invalid",
        { Accounts: [] } => "IAM role type must have at least one service account",
        { Accounts.Length: > 1 } when Accounts.Contains(All) =>
            "cannot provide IAM service account wildcard '*' (for all service accounts) with other service accounts",
        { MaxJwtExp: var exp } when exp > LongestJwt => "max_jwt_exp cannot be more than 60 minutes",
        _ => Token.Fault(),
    };

    /// <summary>Why an account may not log in; null when it may.</summary>
    public string? Objection(GcpAccount account) =>
        Projects.Length > 0 && !Projects.Contains(account.Project)
            ? $"service account \"{account.Email}\" not in bound projects [{string.Join(' ', Projects)}]"
        : Accounts is [All] || Accounts.Contains(account.Email) || Accounts.Contains(account.Id) ? null
        : $"service account {account.Email} (id: {account.Id}) is not authorized for role";

    public VaultAnswer Describe()
    {
        var data = new JsonObject
        {
            ["add_group_aliases"] = false,
            ["allow_gce_inference"] = true,
            ["bound_service_accounts"] = TokenIssuer.List(Accounts),
            ["max_jwt_exp"] = (long)MaxJwtExp.TotalSeconds,
            ["type"] = Type,
        };
        if (Projects.Length > 0)
        {
            data["bound_projects"] = TokenIssuer.List(Projects);
        }

        Token.Describe(data);
        return VaultAnswer.Ok(data);
    }
}
