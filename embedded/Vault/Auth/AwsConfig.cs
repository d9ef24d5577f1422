using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>auth/aws/config/client, as far as logins go by it.</summary>
/// <param name="StsEndpoint">Where signed requests are sent; empty for Amazon's own.</param>
/// <param name="ServerId">What the header X-Vault-AWS-IAM-Server-ID has to be; empty for anything.</param>
internal sealed record AwsConfig(string StsEndpoint, string ServerId)
{
    public string Endpoint => StsEndpoint.Length > 0 ? StsEndpoint : "https://sts.amazonaws.com";

    public static AwsConfig Read(VaultRequest request, AwsConfig? held) => new(
        request.Text("sts_endpoint") ?? held?.StsEndpoint ?? "",
        request.Text("iam_server_id_header_value") ?? held?.ServerId ?? "");

    public VaultAnswer Describe() => VaultAnswer.Ok(new JsonObject
    {
        ["access_key"] = "",
        ["allowed_sts_header_values"] = null,
        ["endpoint"] = "",
        ["iam_endpoint"] = "",
        ["iam_server_id_header_value"] = ServerId,
        ["max_retries"] = -1,
        ["sts_endpoint"] = StsEndpoint,
        ["sts_region"] = "",
        ["use_sts_region_from_client"] = false,
    });
}
