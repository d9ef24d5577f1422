using System.Collections.Concurrent;
using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>ServiceAccounts with their annotations, and clouds that give identities for them. Keeps what was asked for.</summary>
internal sealed class TestClouds : IServiceAccounts, IGoogleIdentities
{
    public const string Email = "vault-reader@acme-prod.iam.gserviceaccount.com";

    public Outcome<IReadOnlyDictionary<string, string>> Annotations { get; set; } = Outcome.Ok<IReadOnlyDictionary<string, string>>(
        new Dictionary<string, string> { ["iam.gke.io/gcp-service-account"] = Email });

    public Failure? LocateFailure { get; set; }

    public Failure? ExchangeFailure { get; set; }

    public Failure? IdTokenFailure { get; set; }

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
}
