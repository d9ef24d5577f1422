namespace Coffer.Silo.Options;

/// <summary>The Kubernetes API.</summary>
internal sealed record KubernetesSettings
{
    /// <summary>Kubeconfig file; null for the pod's ServiceAccount or kubectl's own.</summary>
    public required string? Kubeconfig { get; init; }

    /// <summary>Context of the file; null for its current one.</summary>
    public required string? Context { get; init; }

    /// <summary>The operator's own namespace; null to find it out.</summary>
    public required string? OperatorNamespace { get; init; }

    /// <summary>Requests under way at once.</summary>
    public required int Requests { get; init; }

    /// <summary>Namespaces to serve; empty for all.</summary>
    public required IReadOnlyList<string> Namespaces { get; init; }

    /// <summary>How Secrets may be read.</summary>
    public required SecretAccess Secrets { get; init; }
}
