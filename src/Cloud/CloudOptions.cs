using System.Net;
using Coffer.Cloud.Aws;
using Coffer.Domain.Reach;

namespace Coffer.Cloud;

/// <summary>How the cloud adapter behaves.</summary>
public sealed record CloudOptions
{
    /// <summary>Where the endpoints that manifests name may lead.</summary>
    public required ReachRules Reach { get; init; }

    /// <summary>The proxy for requests to a cloud's API, asked for each URL; null for none.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Variables of the operator by which it has an identity of Amazon; none by default.</summary>
    public AwsEnvironment Aws { get; init; } = new();

    /// <summary>Time for one request.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
