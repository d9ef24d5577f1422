using System.Net;
using Coffer.Domain.Reach;

namespace Coffer.Cloud;

/// <summary>How the cloud adapter behaves.</summary>
public sealed record CloudOptions
{
    /// <summary>Where the endpoints that manifests name may lead.</summary>
    public required ReachRules Reach { get; init; }

    /// <summary>The proxy for requests to a cloud's API, asked for each URL; null for none. Metadata servers never have one.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>
    /// A variable of the operator's environment, by which it may have an identity of Amazon; null or empty where it is not set.
    /// </summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>Google's Security Token Service: scheme, host and port.</summary>
    public required Uri GcpSts { get; init; }

    /// <summary>Google's IAM Service Account Credentials API: scheme, host and port.</summary>
    public required Uri GcpIam { get; init; }

    /// <summary>The metadata server of a node of Google Cloud: scheme, host and port.</summary>
    public required Uri GcpMetadata { get; init; }

    /// <summary>Time for one request.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
