using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Auths;
using Coffer.Grains.Auths;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>The ways from a Secret, a ServiceAccount and the operator to a signed login.</summary>
public sealed class AwsCredentialsTests : ITokenRequests, ISecretReader
{
    private const string Arn = "arn:aws:iam::123456789012:role/reader";

    private static readonly CredentialSource.Aws Own = new(
        new AwsSettings { Namespace = "vault", SessionName = "coffer-vault-a", Region = "eu-west-1" });

    private static readonly ObjectKey Account = new("app", "reader");
    private static readonly ObjectKey Secret = new("app", "keys");

    private readonly TestClouds _clouds = new()
    {
        Annotations = Outcome.Ok<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { [AwsRole.ArnAnnotation] = Arn }),
    };

    private Failure? _tokenFailure;
    private Failure? _secretFailure;

    [Fact]
    public async Task A_login_is_signed_with_the_keys_of_a_Secret_though_there_is_an_account_too()
    {
        var credential = await FetchAsync(Own with { Secret = Secret, Account = Account });

        Assert.True(credential.TryGet(out var found, out _));
        var fields = Assert.IsType<Credential.Fields>(found);
        Assert.Equal($"{AuthWorld.Canary}-headers", fields.Values["iam_request_headers"]);
        Assert.Equal([$"{AuthWorld.Canary}-signature"], fields.Secrets);
        Assert.Equal("***", fields.ToString());
        Assert.Equal(["Secret app/keys", "proof by AKIA in eu-west-1"], _clouds.Asked);
    }

    [Fact]
    public async Task A_login_is_signed_for_the_role_of_an_account_with_a_token_for_STS()
    {
        Assert.Null((await FetchAsync(Own with { Account = Account })).Failure);

        Assert.Equal(
            ["annotations of app/reader", "token of app/reader for sts.amazonaws.com, 86400 s", $"proof by {Arn} with jwt"], _clouds.Asked);
    }

    [Fact]
    public async Task A_login_with_neither_is_the_operators()
    {
        Assert.Null((await FetchAsync(Own)).Failure);

        Assert.Equal(["proof by the operator"], _clouds.Asked);
    }

    [Fact]
    public async Task Each_step_that_fails_ends_it()
    {
        _clouds.ProofFailure = Denied();
        Assert.Equal("403 denied", await ToldAsync(Account));
        _tokenFailure = Denied();
        Assert.Equal("403 denied", await ToldAsync(Account));
        _clouds.Annotations = Outcome.Ok<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());
        Assert.Contains("has no annotation eks.amazonaws.com/role-arn", await ToldAsync(Account), StringComparison.Ordinal);
        _clouds.Annotations = Denied();
        Assert.Equal("403 denied", await ToldAsync(Account));
        _secretFailure = Denied();
        Assert.Equal("403 denied", (await FetchAsync(Own with { Secret = Secret })).Failure!.Message);
    }

    public Task<Outcome<ServiceAccountToken>> RequestAsync(
        ObjectKey account, IReadOnlyList<string> audiences, long expirationSeconds, CancellationToken cancellation)
    {
        _clouds.Asked.Enqueue($"token of {account} for {string.Join(",", audiences)}, {expirationSeconds} s");
        return Task.FromResult<Outcome<ServiceAccountToken>>(_tokenFailure is { } failure ? failure : new ServiceAccountToken("jwt"));
    }

    public Task<Outcome<SecretContent>> ReadAsync(ObjectKey secret, CancellationToken cancellation)
    {
        _clouds.Asked.Enqueue($"Secret {secret}");
        return Task.FromResult<Outcome<SecretContent>>(_secretFailure is { } failure ? failure : new SecretContent
        {
            Metadata = null!,
            Type = "Opaque",
            Immutable = false,
            Data = new Dictionary<string, ReadOnlyMemory<byte>>
            {
                ["access_key_id"] = Encoding.UTF8.GetBytes("AKIA"),
                ["secret_access_key"] = Encoding.UTF8.GetBytes("secret"),
            },
        });
    }

    public Task<Outcome<SecretSighting>> LookAsync(ObjectKey secret, CancellationToken cancellation) => throw new NotSupportedException();

    private static Failure Denied() => new(FailureKind.Forbidden, "403 denied");

    private async Task<string> ToldAsync(ObjectKey account) => (await FetchAsync(Own with { Account = account })).Failure!.Message;

    private Task<Outcome<Credential>> FetchAsync(CredentialSource.Aws source) =>
        new AwsCredentials(_clouds, this, this, _clouds).FetchAsync(source, CancellationToken.None);
}
