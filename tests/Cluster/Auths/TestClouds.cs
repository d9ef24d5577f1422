using System.Collections.Concurrent;
using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>ServiceAccounts with their annotations, and clouds that give identities for them. Keeps what was asked for.</summary>
internal sealed class TestClouds : IServiceAccounts, IGoogleIdentities, IAwsIdentities
{
    public const string Email = "vault-reader@acme-prod.iam.gserviceaccount.com";

    public Outcome<IReadOnlyDictionary<string, string>> Annotations { get; set; } = Outcome.Ok<IReadOnlyDictionary<string, string>>(
        new Dictionary<string, string> { ["iam.gke.io/gcp-service-account"] = Email });

    public Failure? LocateFailure { get; set; }

    public Failure? ExchangeFailure { get; set; }

    public Failure? IdTokenFailure { get; set; }

    public Failure? ProofFailure { get; set; }

    /// <summary>In the order of their coming.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public Task<Outcome<IReadOnlyDictionary<string, string>>> AnnotationsAsync(ObjectKey account, CancellationToken cancellation)
    {
        Asked.Enqueue($"annotations of {account}");
        return Task.FromResult(Annotations);
    }

    public Task<Outcome<GkeCluster>> LocateAsync(GkeCluster given, CancellationToken cancellation)
    {
        Asked.Enqueue("cluster");
        return Task.FromResult<Outcome<GkeCluster>>(LocateFailure is { } failure ? failure : new GkeCluster(
            given.Project.Length > 0 ? given.Project : "acme-prod", given.Location.Length > 0 ? given.Location : "europe-west3",
            given.Name.Length > 0 ? given.Name : "shop"));
    }

    public Task<Outcome<GoogleAccessToken>> ExchangeAsync(
        GkeCluster cluster, ServiceAccountToken token, CancellationToken cancellation)
    {
        Asked.Enqueue($"access token for {token.Value} of {cluster.Issuer}");
        return Task.FromResult<Outcome<GoogleAccessToken>>(
            ExchangeFailure is { } failure ? failure : new GoogleAccessToken($"{AuthWorld.Canary}-access"));
    }

    public Task<Outcome<GoogleIdToken>> IdTokenAsync(
        GoogleAccessToken access, string account, string audience, CancellationToken cancellation)
    {
        Asked.Enqueue($"ID token of {account} for {audience} with {access.Value}");
        return Task.FromResult<Outcome<GoogleIdToken>>(
            IdTokenFailure is { } failure ? failure : new GoogleIdToken($"{AuthWorld.Canary}-id"));
    }

    public Task<Outcome<AwsProof>> ProveAsync(AwsIdentity identity, AwsSettings settings, CancellationToken cancellation)
    {
        Asked.Enqueue(identity switch
        {
            AwsIdentity.Keys keys => $"proof by {keys.AccessKeyId} in {settings.Region}",
            AwsIdentity.WebIdentity web => $"proof by {web.RoleArn} with {web.Token}",
            _ => "proof by the operator",
        });
        var fields = new Dictionary<string, string> { ["iam_request_headers"] = $"{AuthWorld.Canary}-headers" };
        return Task.FromResult<Outcome<AwsProof>>(
            ProofFailure is { } failure ? failure : new AwsProof(fields, [$"{AuthWorld.Canary}-signature"]));
    }
}
