namespace Coffer.Silo.Options;

/// <summary>The ways in which silos find each other.</summary>
internal enum ClusteringMode
{
    /// <summary>Processes of one host; the first one keeps the table.</summary>
    Localhost,

    /// <summary>A table in the Kubernetes API, in the operator's namespace.</summary>
    Kubernetes,
}
