using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Kinds;

namespace Coffer.Embedded.Kubernetes.Storage;

/// <summary>What the server must know of an object without parsing it again.</summary>
internal sealed record ObjectHeader(string? Namespace, string Name, string Uid)
{
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<OwnerReference> Owners { get; init; } = [];

    public bool IsDeleting { get; init; }

    public IReadOnlyList<string> Finalizers { get; init; } = [];

    /// <summary>A Secret that a ServiceAccount's token belongs in.</summary>
    public bool IsAccountToken { get; init; }

    public static ObjectHeader Read(JsonObject value, JsonObject metadata) =>
        new(metadata.Text("namespace"), metadata.Text("name")!, metadata.Text("uid") ?? "")
        {
            Labels = metadata.Object("labels")?.ToDictionary(pair => pair.Key, pair => pair.Value.AsText() ?? "") ?? [],
            Owners =
            [
                .. metadata.Array("ownerReferences")?.Select(owner => new OwnerReference(
                    owner.Text("apiVersion") ?? "", owner.Text("kind") ?? "", owner.Text("name") ?? "", owner.Text("uid") ?? "")) ?? [],
            ],
            IsAccountToken = value.Text("type") == SecretTypes.AccountToken,
            IsDeleting = metadata["deletionTimestamp"] is not null,
            Finalizers = [.. metadata.Texts("finalizers")],
        };
}
