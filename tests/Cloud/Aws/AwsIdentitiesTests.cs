using Coffer.Cloud.Aws;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Reach;
using Coffer.Tests.Support.Aws;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Coffer.Cloud.Tests.Aws;

/// <summary>Signed logins, and the keys of roles, against a stand-in for STS that checks what it gets.</summary>
public sealed class AwsIdentitiesTests
{
    private const string Role = "arn:aws:iam::123456789012:role/path/reader";
    private const string Subject = "system:serviceaccount:team-a:app";
    private const string Audience = "sts.amazonaws.com";

    [Theory]
    [InlineData("", "us-east-1", "sts.amazonaws.com")]
    [InlineData("us-east-1", "us-east-1", "sts.amazonaws.com")]
    [InlineData("eu-west-1", "eu-west-1", "sts.eu-west-1.amazonaws.com")]
    [InlineData("us-gov-west-1", "us-gov-west-1", "sts.us-gov-west-1.amazonaws.com")]
    [InlineData("cn-north-1", "cn-north-1", "sts.cn-north-1.amazonaws.com.cn")]
    public async Task A_login_is_signed_for_the_host_of_its_region_and_asks_nobody(string region, string scope, string host)
    {
        await using var world = await AwsWorld.StartAsync();
        var (id, secret) = world.Sts.AddUser("app");
        world.Sts.Region = scope;

        var proof = await world.ProofAsync(new AwsIdentity.Keys(id, secret, ""), world.Settings with { Region = region });

        Assert.Empty(world.Sts.Requests);
        Assert.Equal($"https://{host}/", AwsWorld.Decode(proof.Fields["iam_request_url"]));
        Assert.Equal("POST", proof.Fields["iam_http_request_method"]);
        Assert.Equal("Action=GetCallerIdentity&Version=2011-06-15", AwsWorld.Decode(proof.Fields["iam_request_body"]));
        Assert.Equal(4, proof.Fields.Count);
        Assert.Equal(["Authorization", "Content-Type", "X-Amz-Date"], AwsWorld.Headers(proof).Keys.Order());
        var (status, text) = await world.SendOnAsync(proof);
        Assert.Equal(200, status);
        Assert.Contains("user/app", text, StringComparison.Ordinal);
        Assert.Equal(("GetCallerIdentity", host, "ok"), Assert.Single(world.Sts.Requests));
    }

    [Fact]
    public async Task The_region_of_the_operator_counts_where_none_is_given()
    {
        await using var world = await AwsWorld.StartAsync(new AwsEnvironment { Region = "ap-south-1", MetadataDisabled = true });
        var (id, secret) = world.Sts.AddUser("app");

        var proof = await world.ProofAsync(new AwsIdentity.Keys(id, secret, ""));

        Assert.Equal("https://sts.ap-south-1.amazonaws.com/", AwsWorld.Decode(proof.Fields["iam_request_url"]));
    }

    [Fact]
    public async Task The_servers_id_and_the_sessions_token_are_signed()
    {
        await using var world = await AwsWorld.StartAsync();
        var (id, secret) = world.Sts.AddUser("app");
        world.Sts.Keys[id] = world.Sts.Keys[id] with { SessionToken = "to//ken==c4nary" };

        var proof = await world.ProofAsync(
            new AwsIdentity.Keys(id, secret, "to//ken==c4nary"), world.Settings with { ServerId = "vault.example.com" });

        var headers = AwsWorld.Headers(proof);
        Assert.Equal(["vault.example.com"], headers["X-Vault-Aws-Iam-Server-Id"]);
        Assert.Contains(
            "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-vault-aws-iam-server-id,", headers["Authorization"][0],
            StringComparison.Ordinal);
        Assert.Equal(200, (await world.SendOnAsync(proof)).Status);
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("Key")]
    [InlineData("Token")]
    public async Task The_stand_in_refuses_what_was_signed_otherwise(string changed)
    {
        await using var world = await AwsWorld.StartAsync();
        var (id, secret) = world.Sts.AddUser("app");
        world.Sts.Keys[id] = world.Sts.Keys[id] with { SessionToken = "token" };

        var proof = await world.ProofAsync(
            new AwsIdentity.Keys(id, changed == "Key" ? secret + "x" : secret, changed == "Token" ? "other" : "token"));
        if (changed == "Host")
        {
            var url = Convert.ToBase64String("https://elsewhere.example/"u8);
            proof = proof with { Fields = new Dictionary<string, string>(proof.Fields) { ["iam_request_url"] = url } };
        }

        Assert.Equal(403, (await world.SendOnAsync(proof)).Status);
    }

    [Fact]
    public async Task A_ServiceAccounts_token_is_exchanged_for_keys_of_its_role()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Sts.Roles[Role] = new StandInRole(Audience, Subject);

        var proof = await world.ProofAsync(new AwsIdentity.WebIdentity(Role, AwsWorld.Jwt(Subject, Audience)));

        var form = Assert.Single(world.Sts.Forms);
        Assert.Equal(("coffer-team-a-x", "900", "2011-06-15"), (form["RoleSessionName"], form["DurationSeconds"], form["Version"]));
        var (status, text) = await world.SendOnAsync(proof);
        Assert.Equal(200, status);
        Assert.Contains("assumed-role/reader/coffer-team-a-x", text, StringComparison.Ordinal);
        Assert.Equal("***", proof.ToString());
    }

    [Theory]
    [InlineData("system:serviceaccount:team-a:other", Audience, FailureKind.Forbidden, "403 AccessDenied: Not authorized to perform")]
    [InlineData(Subject, "vault", FailureKind.Invalid, "400 InvalidIdentityToken: Incorrect token audience")]
    public async Task A_refusal_of_STS_is_told_in_its_words(string subject, string audience, FailureKind kind, string said)
    {
        await using var world = await AwsWorld.StartAsync();
        world.Sts.Roles[Role] = new StandInRole(Audience, Subject);

        var failure = (await world.ProveAsync(new AwsIdentity.WebIdentity(Role, AwsWorld.Jwt(subject, audience)))).Failure!;

        Assert.Equal(kind, failure.Kind);
        Assert.StartsWith($"STS (POST {world.Sts.Address}): ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_secret_is_told()
    {
        await using var world = await AwsWorld.StartAsync();
        var token = AwsWorld.Jwt(Subject, Audience);
        world.Sts.Script = async http =>
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync(
                $"<ErrorResponse><Error><Code>X</Code><Message>what is {token}</Message></Error></ErrorResponse>");
        };

        var failure = (await world.ProveAsync(new AwsIdentity.WebIdentity(Role, token))).Failure!;

        Assert.Contains("400 X: what is ***", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Log.Lines, line => line.Contains("c4nary", StringComparison.Ordinal));
        Assert.Equal("***", new AwsIdentity.WebIdentity(Role, token).ToString());
        Assert.Equal("***", new AwsIdentity.Keys("a", "b", "c").ToString());
    }

    [Theory]
    [InlineData(200, "text/html", "<html>login</html>", FailureKind.Malformed, "holds no keys")]
    [InlineData(200, "text/xml", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", FailureKind.Malformed,
        "holds no keys")]
    [InlineData(302, "text/xml", "", FailureKind.Malformed, "a redirect, which is not followed")]
    [InlineData(403, "text/plain", "no", FailureKind.Malformed, "the answer is not that of STS (2 bytes of text/plain)")]
    [InlineData(503, "text/plain", "busy", FailureKind.Unavailable, "the answer is not that of STS")]
    public async Task What_is_no_answer_of_STS_is_told_without_what_it_says(
        int status, string type, string body, FailureKind kind, string said)
    {
        await using var world = await AwsWorld.StartAsync();
        world.Sts.Script = async http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = type;
            http.Response.Headers.Location = "http://127.0.0.1:1/";
            await http.Response.WriteAsync(body);
        };

        var failure = (await world.ProveAsync(new AwsIdentity.WebIdentity(Role, AwsWorld.Jwt(Subject, Audience)))).Failure!;

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_answer_is_not_read()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Sts.Script = http => http.Response.WriteAsync(new string('x', 70_000));

        var failure = (await world.ProveAsync(new AwsIdentity.WebIdentity(Role, AwsWorld.Jwt(Subject, Audience)))).Failure!;

        Assert.Equal(FailureKind.TooLarge, failure.Kind);
    }

    [Fact]
    public async Task Nobody_who_listens_is_told_as_that()
    {
        await using var world = await AwsWorld.StartAsync();
        var settings = world.Settings with { StsEndpoint = new Uri($"http://127.0.0.1:{Coffer.Tests.Support.FreePort.Next()}") };

        var failure = (await world.ProveAsync(new AwsIdentity.WebIdentity(Role, AwsWorld.Jwt(Subject, Audience)), settings)).Failure!;

        Assert.Equal(FailureKind.Unreachable, failure.Kind);
        Assert.EndsWith("connection refused", failure.Message, StringComparison.Ordinal);
    }
}
