using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>A role of auth/aws for identities of IAM; nothing of EC2.</summary>
/// <param name="Principals">ARNs that are bound, the last character <c>*</c> for all that begin so.</param>
/// <param name="Token">The token's settings.</param>
internal sealed record AwsRole(string[] Principals, TokenSettings Token)
{
    public string Id { get; init; } = Guid.NewGuid().ToString();

    public static AwsRole Read(VaultRequest request, AwsRole? held) => new(
        request.Texts("bound_iam_principal_arn") ?? held?.Principals ?? [], TokenSettings.Read(request, held?.Token))
    {
        Id = held?.Id ?? Guid.NewGuid().ToString(),
    };

    /// <summary>What is wrong with the role as it was sent; null for nothing.</summary>
    public string? Fault(VaultRequest request) => (request.Text("auth_type") ?? "iam") switch
    {
        not ("iam" or "ec2") and var other => $"unrecognized auth_type: {other}",
        _ when Principals.Length == 0 => "at least one bound parameter should be specified on the role",
        // The real one asks IAM, which nobody stands in for here.
        _ when request.Flag("resolve_aws_unique_ids", true) =>
            $"unable to resolve ARN \"{Principals[0]}\" to internal ID: unable to fetch current caller: NoCredentialProviders: no valid "
            + "providers in chain. Deprecated.\n\tFor verbose messaging see aws.Config.CredentialsChainVerboseErrors",
        _ => Token.Fault(),
    };

    public VaultAnswer Describe()
    {
        var data = new JsonObject
        {
            ["allow_instance_migration"] = false,
            ["auth_type"] = "iam",
            ["bound_account_id"] = new JsonArray(),
            ["bound_ami_id"] = new JsonArray(),
            ["bound_ec2_instance_id"] = null,
            ["bound_iam_instance_profile_arn"] = new JsonArray(),
            ["bound_iam_principal_arn"] = new JsonArray([.. Principals.Select(arn => (JsonNode)arn)]),
            ["bound_iam_principal_id"] = new JsonArray(),
            ["bound_iam_role_arn"] = new JsonArray(),
            ["bound_region"] = new JsonArray(),
            ["bound_subnet_id"] = new JsonArray(),
            ["bound_vpc_id"] = new JsonArray(),
            ["disallow_reauthentication"] = false,
            ["inferred_aws_region"] = "",
            ["inferred_entity_type"] = "",
            ["resolve_aws_unique_ids"] = false,
            ["role_id"] = Id,
            ["role_tag"] = "",
        };
        Token.Describe(data);
        return VaultAnswer.Ok(data);
    }
}
