using System.Text.Json.Nodes;

namespace Coffer.Tests.Support;

/// <summary>Names an object of the Kubernetes API as a manifest does.</summary>
internal sealed record ObjectId(string ApiVersion, string Kind, string? Namespace, string Name)
{
    private static readonly HashSet<string> ClusterWide = ["Namespace", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition",
        "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "SubjectAccessReview"];

    /// <summary>Path of the collection.</summary>
    public string Collection
    {
        get
        {
            var root = ApiVersion.Contains('/') ? $"apis/{ApiVersion}" : $"api/{ApiVersion}";
            var singular = Kind.ToLowerInvariant();
            var plural = singular.EndsWith('y') ? $"{singular[..^1]}ies" : $"{singular}s";
            return Namespace is null ? $"{root}/{plural}" : $"{root}/namespaces/{Namespace}/{plural}";
        }
    }

    /// <summary>Path of the object.</summary>
    public string Path => $"{Collection}/{Name}";

    public static ObjectId Of(JsonObject manifest)
    {
        var kind = (string)manifest["kind"]!;
        var ns = ClusterWide.Contains(kind) ? null : (string?)manifest["metadata"]?["namespace"] ?? "default";
        return new ObjectId((string)manifest["apiVersion"]!, kind, ns, (string)manifest["metadata"]!["name"]!);
    }

    public static ObjectId Secret(string ns, string name) => new("v1", "Secret", ns, name);

    public static ObjectId Deployment(string ns, string name) => new("apps/v1", "Deployment", ns, name);

    /// <summary>One of Coffer's own kinds.</summary>
    public static ObjectId Custom(string kind, string ns, string name) => new("secrets.hashicorp.com/v1beta1", kind, ns, name);

    public override string ToString() => $"{Kind} {(Namespace is null ? Name : $"{Namespace}/{Name}")}";
}
