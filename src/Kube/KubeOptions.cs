using System.Net;
using Coffer.Domain.Reach;

namespace Coffer.Kube;

/// <summary>How a silo talks to the Kubernetes API.</summary>
public sealed record KubeOptions
{
    /// <summary>Field manager of all writes, and component of all Events.</summary>
    public const string FieldManager = "coffer";

    /// <summary>Path of a kubeconfig; null for the pod's ServiceAccount, or outside a cluster whatever kubectl would use.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Context of the kubeconfig; null for its current one.</summary>
    public string? Context { get; init; }

    /// <summary>
    /// The operator's own namespace; null to find it out: the pod's namespace, else <c>OPERATOR_NAMESPACE</c>, else <c>default</c>.
    /// </summary>
    public string? Namespace { get; init; }

    /// <summary>The operator's namespace as it is found out; see <see cref="Namespace"/>.</summary>
    public string FindNamespace() => OperatorNamespace.Resolve(this).Value;

    /// <summary>Tells operators apart that share a namespace; part of an object's name, so lower-case letters, digits and '-'.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Name of this silo in Events, normally the pod's name.</summary>
    public required string Instance { get; init; }

    /// <summary>How many silos are at work: they share the rate of Normal Events.</summary>
    public Func<int> Silos { get; init; } = static () => 1;

    /// <summary>Until a request must be answered in whole, waiting for its turn included.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The proxy of requests, asked for each URL; null for none.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Folders whose files manifests may name; empty for none.</summary>
    public IReadOnlyList<FileFolder> FilesFrom { get; init; } = [];

    /// <summary>Requests of this silo under way at once; lists and watches don't count.</summary>
    public required int MaxRequestsInFlight { get; init; }

    /// <summary>Those of them for objects of one namespace; 1 to <see cref="MaxRequestsInFlight"/>.</summary>
    public required int MaxRequestsOfNamespace { get; init; }

    /// <summary>Objects per page of a list.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Until the first byte of a list page or of a watch must be there.</summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Least time for which a watch is asked for; each watch draws a time between the two.</summary>
    public TimeSpan WatchAtLeast { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most time for which a watch is asked for.</summary>
    public TimeSpan WatchAtMost { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A stream without a byte for so long is dead. The API server sends a bookmark about every minute.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>Time between full lists, stretched by up to a fifth: finds what a watch lost without a word.</summary>
    public TimeSpan RelistInterval { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Ceiling of the first wait after a failed list or watch; doubles up to <see cref="BackOffAtMost"/>.</summary>
    public TimeSpan BackOffFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Ceiling of all waits after failed lists or watches.</summary>
    public TimeSpan BackOffAtMost { get; init; } = TimeSpan.FromSeconds(30);
}
