using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Auths;
using Coffer.Grains.Auths;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>The way from a ServiceAccount to an ID token: its steps, and what is said where it ends.</summary>
public sealed class GcpCredentialsTests : ITokenRequests
{
    private static readonly CredentialSource.Gcp Source = new(
        new ObjectKey("app", "reader"), new GkeCluster("", "", "shop"), "https://vault/app");

    private readonly TestClouds _clouds = new();
    private Failure? _tokenFailure;

    [Fact]
    public async Task An_ID_token_is_made_in_four_steps_with_a_token_of_the_pool_of_600_s()
    {
        var credential = await FetchAsync();

        Assert.Equal(new Credential.Text($"{AuthWorld.Canary}-id"), credential.TryGet(out var found, out _) ? found : null);
        Assert.Equal(
            [
                "annotations of app/reader",
                "cluster",
                "token of app/reader for acme-prod.svc.id.goog, 600 s",
                "access token for jwt of https://container.googleapis.com/v1/projects/acme-prod/locations/europe-west3/clusters/shop",
                $"ID token of {TestClouds.Email} for https://vault/app with {AuthWorld.Canary}-access",
            ],
            _clouds.Asked);
    }

    [Theory]
    [InlineData(null, "ServiceAccount app/reader has no annotation iam.gke.io/gcp-service-account")]
    [InlineData("", "ServiceAccount app/reader has no annotation iam.gke.io/gcp-service-account")]
    [InlineData("reader", "annotation iam.gke.io/gcp-service-account of ServiceAccount app/reader is 'reader', which is no email")]
    [InlineData("a@b/../c", "annotation iam.gke.io/gcp-service-account of ServiceAccount app/reader is 'a@b/../c', which is no email")]
    public async Task Without_a_good_annotation_nobody_is_asked(string? value, string message)
    {
        _clouds.Annotations = Outcome.Ok<IReadOnlyDictionary<string, string>>(value is null
            ? new Dictionary<string, string>()
            : new Dictionary<string, string> { ["iam.gke.io/gcp-service-account"] = value });

        var failure = (await FetchAsync()).Failure!;

        Assert.Equal((FailureKind.Misconfigured, message), (failure.Kind, failure.Message));
        Assert.Contains("kubectl annotate --overwrite serviceaccount reader -n app", failure.Remedy, StringComparison.Ordinal);
        Assert.Single(_clouds.Asked);
    }

    [Fact]
    public async Task Each_step_that_fails_ends_it_with_a_remedy_of_its_own()
    {
        _clouds.IdTokenFailure = Denied();
        Assert.Contains("roles/iam.workloadIdentityUser", await RemedyAsync(), StringComparison.Ordinal);
        _clouds.ExchangeFailure = Denied();
        Assert.Contains("--workload-pool=acme-prod.svc.id.goog", await RemedyAsync(), StringComparison.Ordinal);
        _tokenFailure = Denied();
        Assert.Null(await RemedyAsync());
        _clouds.LocateFailure = Denied();
        Assert.Contains("set spec.gcp.projectID, spec.gcp.region of the VaultAuth", await RemedyAsync(), StringComparison.Ordinal);
        _clouds.Annotations = Denied();
        Assert.Contains("grant it 'get' on serviceaccounts named reader", await RemedyAsync(), StringComparison.Ordinal);
    }

    public Task<Outcome<ServiceAccountToken>> RequestAsync(
        ObjectKey account, IReadOnlyList<string> audiences, long expirationSeconds, CancellationToken cancellation)
    {
        _clouds.Asked.Enqueue($"token of {account} for {string.Join(",", audiences)}, {expirationSeconds} s");
        return Task.FromResult<Outcome<ServiceAccountToken>>(_tokenFailure is { } failure ? failure : new ServiceAccountToken("jwt"));
    }

    private static Failure Denied() => new(FailureKind.Forbidden, "403 denied");

    private async Task<string?> RemedyAsync()
    {
        var failure = (await FetchAsync()).Failure!;
        Assert.Equal("403 denied", failure.Message);
        return failure.Remedy;
    }

    private Task<Outcome<Credential>> FetchAsync() =>
        new GcpCredentials(_clouds, this, _clouds).FetchAsync(Source, CancellationToken.None);
}
