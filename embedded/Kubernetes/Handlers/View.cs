namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>In which shape the client wants objects.</summary>
internal enum View
{
    /// <summary>Whole objects.</summary>
    Whole,

    /// <summary>Metadata only.</summary>
    Metadata,

    /// <summary>Rows for kubectl get.</summary>
    Table,
}
