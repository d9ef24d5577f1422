using static Coffer.Embedded.Kubernetes.Protobuf.ProtobufType;
using Fields = System.Collections.Generic.Dictionary<int, Coffer.Embedded.Kubernetes.Protobuf.ProtobufField>;

namespace Coffer.Embedded.Kubernetes.Protobuf;

/// <summary>
/// The kinds that kubectl's create commands send as protobuf. Field numbers are those of the k8s.io/api generated.proto files.
/// </summary>
internal static class ProtobufKinds
{
    private static readonly Fields Metadata = new()
    {
        [1] = new("name"),
        [2] = new("generateName"),
        [3] = new("namespace"),
        [5] = new("uid"),
        [6] = new("resourceVersion"),
        [7] = new("generation", Whole),
        [8] = new("creationTimestamp", Time),
        [11] = new("labels", TextMap),
        [12] = new("annotations", TextMap),
        [14] = new("finalizers", Repeated: true),
    };

    private static readonly Fields Named = new() { [1] = new("name") };

    private static readonly Fields RoleRef = new() { [1] = new("apiGroup"), [2] = new("kind"), [3] = new("name") };

    private static readonly Fields Subject = new() { [1] = new("kind"), [2] = new("apiGroup"), [3] = new("name"), [4] = new("namespace") };

    private static readonly Fields Rule = new()
    {
        [1] = new("verbs", Repeated: true),
        [2] = new("apiGroups", Repeated: true),
        [3] = new("resources", Repeated: true),
        [4] = new("resourceNames", Repeated: true),
        [5] = new("nonResourceURLs", Repeated: true),
    };

    private static readonly Fields Binding =
        new() { [2] = new("subjects", Message, true, Subject), [3] = new("roleRef", Message, false, RoleRef) };

    private static readonly Fields Role = new() { [2] = new("rules", Message, true, Rule) };

    private static readonly Dictionary<string, Fields> Kinds = new()
    {
        ["Namespace"] = [],
        ["Secret"] = new()
        {
            [2] = new("data", BytesMap),
            [3] = new("type"),
            [4] = new("stringData", TextMap),
            [5] = new("immutable", Flag),
        },
        ["ConfigMap"] = new() { [2] = new("data", TextMap), [3] = new("binaryData", BytesMap), [4] = new("immutable", Flag) },
        ["ServiceAccount"] = new()
        {
            [2] = new("secrets", Message, true, new Fields { [3] = new("name") }),
            [3] = new("imagePullSecrets", Message, true, Named),
            [4] = new("automountServiceAccountToken", Flag),
        },
        ["Role"] = Role,
        ["ClusterRole"] = Role,
        ["RoleBinding"] = Binding,
        ["ClusterRoleBinding"] = Binding,
        ["TokenRequest"] = new()
        {
            [2] = new("spec", Message, false, new Fields { [1] = new("audiences", Repeated: true), [4] = new("expirationSeconds", Whole) }),
        },
        ["DeleteOptions"] = new()
        {
            [1] = new("gracePeriodSeconds", Whole),
            [2] = new("preconditions", Message, false, new Fields { [1] = new("uid"), [2] = new("resourceVersion") }),
            [3] = new("orphanDependents", Flag),
            [4] = new("propagationPolicy"),
            [5] = new("dryRun", Repeated: true),
        },
        ["SelfSubjectReview"] = [],
        ["SelfSubjectAccessReview"] = new()
        {
            [2] = new("spec", Message, false, new Fields
            {
                [1] = new("resourceAttributes", Message, false, new Fields
                {
                    [1] = new("namespace"),
                    [2] = new("verb"),
                    [3] = new("group"),
                    [4] = new("version"),
                    [5] = new("resource"),
                    [6] = new("subresource"),
                    [7] = new("name"),
                }),
                [2] = new("nonResourceAttributes", Message, false, new Fields { [1] = new("path"), [2] = new("verb") }),
            }),
        },
    };

    /// <returns>Null for a kind that is not known in this form.</returns>
    public static IReadOnlyDictionary<int, ProtobufField>? Find(string kind)
    {
        if (!Kinds.TryGetValue(kind, out var own))
        {
            return null;
        }

        return kind == "DeleteOptions" ? own : new Fields(own) { [1] = new("metadata", Message, false, Metadata) };
    }
}
