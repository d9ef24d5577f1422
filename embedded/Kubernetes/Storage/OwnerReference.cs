namespace Coffer.Embedded.Kubernetes.Storage;

internal sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid);
