using System.Net;
using Coffer.Domain.Reach;

namespace Coffer.Cloud;

/// <summary>How the cloud adapter behaves.</summary>
public sealed record CloudOptions
{
    /// <summary>Where the endpoints that manifests name may lead.</summary>
    public required ReachRules Reach { get; init; }

    /// <summary>The proxy for requests to a cloud's API, asked for each URL; null for none.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Time for one request.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
