using System.Text;
using System.Text.Json;
using Coffer.Embedded.Vault;

namespace Coffer.Embedded.Tests.Vault;

/// <summary>The words are those recorded from Vault 2.0.3 and from OpenBao 2.6.2 with the code of its plugin.</summary>
public sealed class AwsAuthTests
{
    private const string Id = "\"X-Vault-AWS-IAM-Server-ID\":\"v\"";
    private const string Signed = "\"Authorization\":\"AWS4 SignedHeaders=host;x-vault-aws-iam-server-id, Signature=x\"";

    public static TheoryData<string, string, string> Faults => new()
    {
        { "iam_request_url", "", "didn't supply required authentication values" },
        { "iam_request_url", "%%%", "failed to base64 decode iam_request_url" },
        { "iam_request_url", Encode("https://sts.amazonaws.com/?a=b"), "invalid request" },
        { "iam_request_body", "%%%", "failed to base64 decode iam_request_body" },
        { "iam_request_body", Encode("Action=ListUsers"), "iam request body is invalid" },
        { "iam_request_headers", Encode("{}"), "missing iam_request_headers" },
        {
            "iam_request_headers", "%%%",
            "Field validation failed: error converting input for field \"iam_request_headers\": invalid character '%' looking for "
            + "beginning of value"
        },
        {
            "iam_request_headers", Encode("{\"Authorization\":\"x\"}"),
            "error validating X-Vault-AWS-IAM-Server-ID header: missing header \"X-Vault-AWS-IAM-Server-ID\""
        },
        {
            "iam_request_headers", Encode("{\"X-Vault-AWS-IAM-Server-ID\":\"w\",\"Authorization\":\"a\"}"),
            "error validating X-Vault-AWS-IAM-Server-ID header: expected \"v\" but got \"w\""
        },
        {
            "iam_request_headers", Encode($"{{{Id},\"Authorization\":[\"AWS4 SignedHeaders=host;x-amz-date, Signature=x\"]}}"),
            "error validating X-Vault-AWS-IAM-Server-ID header: vault header wasn't signed"
        },
        {
            "iam_request_headers", Encode($"{{{Id}}}"),
            "error validating X-Vault-AWS-IAM-Server-ID header: missing Authorization header"
        },
        { "iam_request_headers", Encode($"{{\"X-Amz-Odd\":\"x\",{Id},{Signed}}}"), "invalid request header: X-Amz-Odd" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_request_that_can_not_be_sent_on_is_refused_in_Vaults_words(string field, string value, string text)
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault2);
        await PrepareAsync(vault);
        using var anyone = new VaultClient(vault.Address, null);

        (await anyone.Put("auth/aws/login", Login(field, value))).IsError(400, text);
    }

    [Theory]
    [InlineData(VaultFlavour.Vault2, "'GET' and 'POST' are")]
    [InlineData(VaultFlavour.OpenBao, "'POST' is")]
    public async Task Methods_that_can_be_sent_on_are_the_flavours(VaultFlavour flavour, string methods)
    {
        await using var vault = await Start.Vault(flavour);
        await PrepareAsync(vault);
        using var anyone = new VaultClient(vault.Address, null);

        (await anyone.Put("auth/aws/login", Login("iam_http_request_method", "DELETE")))
            .IsError(400, $"invalid iam_http_request_method; currently only {methods} supported");
    }

    [Theory]
    [InlineData("""{"auth_type":"iam"}""", "at least one bound parameter should be specified on the role")]
    [InlineData("""{"auth_type":"x"}""", "unrecognized auth_type: x")]
    [InlineData("""{"auth_type":"iam","bound_iam_principal_arn":"arn:aws:iam::1:user/a"}""",
        "unable to resolve ARN \"arn:aws:iam::1:user/a\" to internal ID: unable to fetch current caller: NoCredentialProviders: no valid "
        + "providers in chain. Deprecated.\n\tFor verbose messaging see aws.Config.CredentialsChainVerboseErrors")]
    public async Task A_role_has_to_be_bound(string role, string text)
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        await PrepareAsync(vault);
        using var root = VaultClient.Root(vault);

        (await root.Put("auth/aws/role/r", role)).IsError(400, text);
    }

    private static async Task PrepareAsync(EmbeddedVault vault)
    {
        using var root = VaultClient.Root(vault);
        await root.Must("sys/auth/aws", new { type = "aws" });
        await root.Must("auth/aws/config/client", new { sts_endpoint = "http://127.0.0.1:1", iam_server_id_header_value = "v" });
    }

    private static string Login(string field, string value) => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["role"] = "r",
        ["iam_http_request_method"] = "POST",
        ["iam_request_url"] = Encode("https://sts.amazonaws.com/"),
        ["iam_request_body"] = Encode("Action=GetCallerIdentity&Version=2011-06-15"),
        ["iam_request_headers"] = Encode($"{{{Id},{Signed}}}"),
        [field] = value,
    });

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
