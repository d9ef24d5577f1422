using k8s.Models;

namespace Coffer.Chart.Tests.Schemas;

/// <summary>
/// What the API's reference documentation marks as required and the client's model types don't tell, for the types that the chart uses.
/// </summary>
internal static class RequiredFields
{
    private static readonly Dictionary<Type, string[]> Table = new()
    {
        [typeof(V1ClusterRole)] = ["rules"],
        [typeof(V1ClusterRoleBinding)] = ["roleRef"],
        [typeof(V1Container)] = ["name", "image"],
        [typeof(V1DeploymentSpec)] = ["selector", "template"],
        [typeof(V1EnvVar)] = ["name"],
        [typeof(V1HTTPGetAction)] = ["port"],
        [typeof(V1HostAlias)] = ["ip"],
        [typeof(V1KeyToPath)] = ["key", "path"],
        [typeof(V1MatchCondition)] = ["name", "expression"],
        [typeof(V1NamedRuleWithOperations)] = ["apiGroups", "apiVersions", "operations", "resources"],
        [typeof(V1NetworkPolicySpec)] = ["podSelector"],
        [typeof(V1ObjectFieldSelector)] = ["fieldPath"],
        [typeof(V1ObjectMeta)] = [],
        [typeof(V1PodSpec)] = ["containers"],
        [typeof(V1PolicyRule)] = ["verbs"],
        [typeof(V1Role)] = ["rules"],
        [typeof(V1RoleBinding)] = ["roleRef"],
        [typeof(V1RoleRef)] = ["apiGroup", "kind", "name"],
        [typeof(V1ServicePort)] = ["name"],
        [typeof(V1TopologySpreadConstraint)] = ["topologyKey", "whenUnsatisfiable"],
        [typeof(V1ValidatingAdmissionPolicyBindingSpec)] = ["policyName", "validationActions"],
        [typeof(V1ValidatingAdmissionPolicySpec)] = ["matchConstraints", "validations"],
        [typeof(V1Validation)] = ["expression"],
        [typeof(V1Variable)] = ["name", "expression"],
        [typeof(V1Volume)] = ["name"],
        [typeof(V1VolumeMount)] = ["name", "mountPath"],
        [typeof(Rbacv1Subject)] = ["kind", "name"],
    };

    public static IEnumerable<string> Of(Type type) => Table.GetValueOrDefault(type) ?? [];
}
