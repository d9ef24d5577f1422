using Coffer.Cloud.Aws;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Tests.Support;
using Coffer.Tests.Support.Aws;
using Xunit;

namespace Coffer.Cloud.Tests.Aws;

/// <summary>The operator's own identity, from each of the places where Amazon's libraries look for one.</summary>
public sealed class OwnIdentityTests : IAsyncLifetime
{
    private const string Role = "arn:aws:iam::123456789012:role/operator";
    private const string Subject = "system:serviceaccount:coffer-system:coffer";

    private readonly string _file = Path.GetTempFileName();

    private StandInMetadata _metadata = null!;

    public async Task InitializeAsync() => _metadata = await StandInMetadata.StartAsync();

    public async Task DisposeAsync()
    {
        File.Delete(_file);
        await _metadata.DisposeAsync();
    }

    [Fact]
    public async Task Variables_come_first()
    {
        await using var world = await AwsWorld.StartAsync(new AwsEnvironment
        {
            AccessKeyId = "AKIAVARIABLES",
            SecretAccessKey = "secret",
            WebIdentityTokenFile = _file,
            MetadataEndpoint = _metadata.Address.ToString(),
        });

        Assert.Contains("Credential=AKIAVARIABLES/", await SignedByOwnAsync(world), StringComparison.Ordinal);
        Assert.Empty(_metadata.Requests);
    }

    [Fact]
    public async Task Half_of_the_variables_is_told_and_nobody_else_is_asked()
    {
        await using var world = await AwsWorld.StartAsync(
            new AwsEnvironment { AccessKeyId = "AKIAVARIABLES", MetadataEndpoint = _metadata.Address.ToString() });

        var failure = (await world.ProveAsync(new AwsIdentity.Own())).Failure!;

        Assert.Equal(FailureKind.Misconfigured, failure.Kind);
        Assert.Contains("AWS_SECRET_ACCESS_KEY", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_metadata.Requests);
    }

    [Fact]
    public async Task The_file_of_a_token_is_read_anew_for_each_login()
    {
        await using var world = await AwsWorld.StartAsync(new AwsEnvironment { RoleArn = Role, WebIdentityTokenFile = _file });
        world.Sts.Roles[Role] = new StandInRole("sts.amazonaws.com", Subject);
        var (first, second) = (AwsWorld.Jwt(Subject, "sts.amazonaws.com"), AwsWorld.Jwt(Subject, "sts.amazonaws.com"));

        await File.WriteAllTextAsync(_file, first + "\n");
        await SignedByOwnAsync(world);
        await File.WriteAllTextAsync(_file, second);
        await SignedByOwnAsync(world);

        Assert.Equal([first, second], world.Sts.Forms.Select(form => form["WebIdentityToken"]));
    }

    [Fact]
    public async Task The_operators_token_goes_to_no_server_that_a_tenant_chose()
    {
        await using var world = await AwsWorld.StartAsync(new AwsEnvironment { RoleArn = Role, WebIdentityTokenFile = _file });
        await File.WriteAllTextAsync(_file, AwsWorld.Jwt(Subject, "sts.amazonaws.com"));

        var failure = (await world.ProveAsync(new AwsIdentity.Own(), world.Settings with { Region = "no-where-1" })).Failure!;

        Assert.StartsWith("STS (POST https://sts.no-where-1.amazonaws.com/): ", failure.Message, StringComparison.Ordinal);
        Assert.Empty(world.Sts.Forms);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        await using var world = await AwsWorld.StartAsync(new AwsEnvironment { RoleArn = Role, WebIdentityTokenFile = "/no/such" });

        var failure = (await world.ProveAsync(new AwsIdentity.Own())).Failure!;

        Assert.Equal("the file /no/such of AWS_WEB_IDENTITY_TOKEN_FILE is not there", failure.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_container_shows_its_token_and_gets_keys(bool byFile)
    {
        await File.WriteAllTextAsync(_file, "c4nary-pod-token\n");
        _metadata.Authorization = "c4nary-pod-token";
        _metadata.Keys = ("ASIACONTAINER", "secret", "token");
        await using var world = await AwsWorld.StartAsync(new AwsEnvironment
        {
            ContainerUri = $"{_metadata.Address}v1/credentials",
            ContainerTokenFile = byFile ? _file : null,
            ContainerToken = byFile ? null : "c4nary-pod-token",
        });

        Assert.Contains("Credential=ASIACONTAINER/", await SignedByOwnAsync(world), StringComparison.Ordinal);
        Assert.Equal(["GET /v1/credentials"], _metadata.Requests);
    }

    [Fact]
    public async Task A_container_that_is_refused_is_told_without_what_was_said()
    {
        _metadata.Authorization = "another";
        await using var world = await AwsWorld.StartAsync(
            new AwsEnvironment { ContainerUri = $"{_metadata.Address}v1/credentials", ContainerToken = "c4nary-pod-token" });

        var failure = (await world.ProveAsync(new AwsIdentity.Own())).Failure!;

        Assert.Contains("container's credential service", failure.Message, StringComparison.Ordinal);
        Assert.Contains("401", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c4nary", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.com/keys")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("ftp://127.0.0.1/keys")]
    [InlineData("keys")]
    public async Task A_containers_keys_are_asked_from_nobody_else(string uri)
    {
        await using var world = await AwsWorld.StartAsync(new AwsEnvironment { ContainerUri = uri });

        Assert.Contains(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI", (await world.ProveAsync(new AwsIdentity.Own())).Failure!.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_hands_keys_out_to_who_has_asked_for_a_session()
    {
        _metadata.Keys = ("ASIAINSTANCE", "secret", "token");
        await using var world = await AwsWorld.StartAsync(new AwsEnvironment { MetadataEndpoint = _metadata.Address.ToString() });

        Assert.Contains("Credential=ASIAINSTANCE/", await SignedByOwnAsync(world), StringComparison.Ordinal);
        Assert.Equal(
            [
                "PUT /latest/api/token", "GET /latest/meta-data/iam/security-credentials/",
                "GET /latest/meta-data/iam/security-credentials/node-role",
            ], _metadata.Requests);
    }

    [Fact]
    public async Task An_instance_without_a_role_is_told()
    {
        await using var world = await AwsWorld.StartAsync(new AwsEnvironment { MetadataEndpoint = _metadata.Address.ToString() });

        var failure = (await world.ProveAsync(new AwsIdentity.Own())).Failure!;

        Assert.Equal(FailureKind.NotFound, failure.Kind);
        Assert.StartsWith(
            "the operator has no AWS credentials: neither variables nor a token file", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("the instance has no role", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_nothing_all_that_was_looked_for_is_named()
    {
        await using var off = await AwsWorld.StartAsync(new AwsEnvironment { MetadataDisabled = true });
        await using var away = await AwsWorld.StartAsync(
            new AwsEnvironment { MetadataEndpoint = $"http://127.0.0.1:{FreePort.Next()}" });

        Assert.EndsWith(
            "its instance's metadata service is turned off", (await off.ProveAsync(new AwsIdentity.Own())).Failure!.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("connection refused", (await away.ProveAsync(new AwsIdentity.Own())).Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_is_read_under_Amazons_names_and_does_not_print()
    {
        var environment = AwsEnvironment.Read(name => $"{name}!");

        Assert.Equal("AWS_ACCESS_KEY_ID!", environment.AccessKeyId);
        Assert.Equal("AWS_REGION!", environment.Region);
        Assert.Equal("AWS_CONTAINER_CREDENTIALS_FULL_URI!", environment.ContainerUri);
        Assert.Equal("***", environment.ToString());
        Assert.Equal("eu-west-1", AwsEnvironment.Read(name => name == "AWS_DEFAULT_REGION" ? "eu-west-1" : "").Region);
    }

    private static async Task<string> SignedByOwnAsync(AwsWorld world)
    {
        // The operator's own namespace: its manifests may choose the endpoint.
        var proof = await world.ProofAsync(new AwsIdentity.Own(), world.Settings with { Namespace = AwsWorld.Home });
        return AwsWorld.Headers(proof)["Authorization"][0];
    }
}
