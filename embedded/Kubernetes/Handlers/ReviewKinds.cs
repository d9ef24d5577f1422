using Coffer.Embedded.Kubernetes.Resources;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>The kinds that are only asked, never stored.</summary>
internal static class ReviewKinds
{
    public static readonly IReadOnlyList<ResourceDefinition> All =
    [
        new("authentication.k8s.io", "v1", "tokenreviews", "TokenReview") { Namespaced = false },
        new("authentication.k8s.io", "v1", "selfsubjectreviews", "SelfSubjectReview") { Namespaced = false },
        new("authorization.k8s.io", "v1", "subjectaccessreviews", "SubjectAccessReview") { Namespaced = false },
        new("authorization.k8s.io", "v1", "selfsubjectaccessreviews", "SelfSubjectAccessReview") { Namespaced = false },
    ];

    public static ResourceDefinition? Find(string group, string version, string plural) =>
        All.FirstOrDefault(resource => (resource.Group, resource.Version, resource.Plural) == (group, version, plural));
}
