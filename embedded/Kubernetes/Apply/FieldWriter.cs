namespace Coffer.Embedded.Kubernetes.Apply;

/// <summary>Who writes, through which subresource ("" for none).</summary>
internal sealed record FieldWriter(string Manager, string Subresource, bool Force = false);
