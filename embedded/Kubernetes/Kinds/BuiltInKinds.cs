using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Tables;

namespace Coffer.Embedded.Kubernetes.Kinds;

/// <summary>The built-in resources that are stored.</summary>
internal static class BuiltInKinds
{
    public static IEnumerable<ResourceDefinition> All(TimeProvider time) => [.. Core(), .. Apps(), .. Rbac(), .. Guards(), .. Others(time)];

    private static IEnumerable<ResourceDefinition> Core() =>
    [
        new("", "v1", "namespaces", "Namespace")
        {
            Namespaced = false, HasStatus = true, ShortNames = ["ns"], Schema = BuiltInSchemas.Namespace, Rules = new NamespaceRules(),
            Columns = [TableColumn.NameColumn, TableColumn.At("Status", "status.phase"), TableColumn.Age],
        },
        new("", "v1", "secrets", "Secret")
        {
            Schema = BuiltInSchemas.Secret, Rules = new SecretRules(),
            Columns = [TableColumn.NameColumn, TableColumn.At("Type", "type"), TableColumn.Count("Data", "data"), TableColumn.Age],
        },
        new("", "v1", "configmaps", "ConfigMap")
        {
            ShortNames = ["cm"], Schema = BuiltInSchemas.ConfigMap, Rules = new ConfigMapRules(),
            Columns = [TableColumn.NameColumn, TableColumn.Count("Data", "data"), TableColumn.Age],
        },
        new("", "v1", "serviceaccounts", "ServiceAccount")
        {
            ShortNames = ["sa"], Schema = BuiltInSchemas.ServiceAccount, RequiresVersionOnUpdate = true,
            Columns = [TableColumn.NameColumn, TableColumn.Count("Secrets", "secrets"), TableColumn.Age],
        },
        new("", "v1", "events", "Event")
        {
            ShortNames = ["ev"],
            CreatesOnUpdate = true,
            Rules = new EventRules(),
            Columns = EventColumns(),
        },
        new("", "v1", "pods", "Pod") { HasStatus = true, ShortNames = ["po"], Categories = ["all"] },
        new("", "v1", "services", "Service") { HasStatus = true, ShortNames = ["svc"], Categories = ["all"] },
    ];

    private static IEnumerable<ResourceDefinition> Apps()
    {
        var deployment = Parse(
            """{"replicas":1,"revisionHistoryLimit":10,"progressDeadlineSeconds":600,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}}}""");
        var statefulSet = Parse(
            """{"replicas":1,"revisionHistoryLimit":10,"podManagementPolicy":"OrderedReady","updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":0}}}""");
        var daemonSet = Parse(
            """{"revisionHistoryLimit":10,"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1,"maxSurge":0}}}""");
        return
        [
            new("apps", "v1", "deployments", "Deployment")
            {
                HasStatus = true, ShortNames = ["deploy"], Categories = ["all"], Schema = BuiltInSchemas.Workload,
                Rules = new WorkloadRules(deployment, selectorIsImmutable: true),
                // The deployment strategy counts a change of annotations too.
                NewGeneration = (old, value) => Differ(old, value, "spec")
                    || !JsonNode.DeepEquals(old.Metadata()["annotations"], value.Metadata()["annotations"]),
                Columns =
                [
                    TableColumn.NameColumn, TableColumn.Ratio("Ready", "status.readyReplicas", "spec.replicas"),
                    TableColumn.Number("Up-to-date", "status.updatedReplicas"), TableColumn.Number("Available", "status.availableReplicas"),
                    TableColumn.Age,
                ],
            },
            new("apps", "v1", "statefulsets", "StatefulSet")
            {
                HasStatus = true, ShortNames = ["sts"], Categories = ["all"], Schema = BuiltInSchemas.Workload,
                Rules = new WorkloadRules(statefulSet, selectorIsImmutable: true), NewGeneration = SpecDiffers,
                Columns = [TableColumn.NameColumn, TableColumn.Ratio("Ready", "status.readyReplicas", "spec.replicas"), TableColumn.Age],
            },
            new("apps", "v1", "daemonsets", "DaemonSet")
            {
                HasStatus = true, ShortNames = ["ds"], Categories = ["all"], Schema = BuiltInSchemas.Workload,
                Rules = new WorkloadRules(daemonSet, selectorIsImmutable: true), NewGeneration = SpecDiffers,
                Columns =
                [
                    TableColumn.NameColumn, TableColumn.Number("Desired", "status.desiredNumberScheduled"),
                    TableColumn.Number("Ready", "status.numberReady"), TableColumn.Age,
                ],
            },
            new("apps", "v1", "replicasets", "ReplicaSet")
            {
                HasStatus = true, ShortNames = ["rs"], Categories = ["all"], Schema = BuiltInSchemas.Workload, NewGeneration = SpecDiffers,
            },
            new("apps", "v1", "controllerrevisions", "ControllerRevision"),
        ];
    }

    private static IEnumerable<ResourceDefinition> Rbac()
    {
        var rules = new PathSegmentRules();
        IReadOnlyList<TableColumn> roles = [TableColumn.NameColumn, TableColumn.CreatedAt];
        IReadOnlyList<TableColumn> bindings = [TableColumn.NameColumn, TableColumn.At("Role", "roleRef.name"), TableColumn.Age];
        const string group = "rbac.authorization.k8s.io";
        return
        [
            new(group, "v1", "roles", "Role") { Rules = rules, Columns = roles, CreatesOnUpdate = true },
            new(group, "v1", "rolebindings", "RoleBinding") { Rules = rules, Columns = bindings, CreatesOnUpdate = true },
            new(group, "v1", "clusterroles", "ClusterRole") { Namespaced = false, Rules = rules, Columns = roles, CreatesOnUpdate = true },
            new(group, "v1", "clusterrolebindings", "ClusterRoleBinding")
            {
                Namespaced = false,
                Rules = rules,
                Columns = bindings,
                CreatesOnUpdate = true,
            },
        ];
    }

    /// <summary>What guards pods and requests. It is kept and shown, and nothing here enforces it.</summary>
    private static IEnumerable<ResourceDefinition> Guards() =>
    [
        new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget")
        {
            HasStatus = true, ShortNames = ["pdb"], NewGeneration = SpecDiffers, RequiresVersionOnUpdate = true,
            Columns =
            [
                TableColumn.NameColumn, TableColumn.OrElse("Min Available", "spec.minAvailable", "N/A"),
                TableColumn.OrElse("Max Unavailable", "spec.maxUnavailable", "N/A"),
                TableColumn.Number("Allowed Disruptions", "status.disruptionsAllowed"), TableColumn.Age,
            ],
        },
        new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy") { ShortNames = ["netpol"], NewGeneration = SpecDiffers },
        new("admissionregistration.k8s.io", "v1", "validatingadmissionpolicies", "ValidatingAdmissionPolicy")
        {
            Namespaced = false,
            HasStatus = true,
            NewGeneration = SpecDiffers,
        },
        new("admissionregistration.k8s.io", "v1", "validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding")
        {
            Namespaced = false,
            NewGeneration = SpecDiffers,
        },
    ];

    private static IEnumerable<ResourceDefinition> Others(TimeProvider time) =>
    [
        new("coordination.k8s.io", "v1", "leases", "Lease")
        {
            RequiresVersionOnUpdate = true, CreatesOnUpdate = true,
            Columns = [TableColumn.NameColumn, TableColumn.At("Holder", "spec.holderIdentity"), TableColumn.Age],
        },
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition")
        {
            Namespaced = false, HasStatus = true, ShortNames = ["crd", "crds"], Categories = ["api-extensions"],
            Rules = new CustomResourceDefinitionRules(time), NewGeneration = SpecDiffers, RequiresVersionOnUpdate = true,
            Columns = [TableColumn.NameColumn, TableColumn.CreatedAt],
        },
    ];

    private static IReadOnlyList<TableColumn> EventColumns() =>
    [
        new("Last Seen", "date",
            value => (value["lastTimestamp"] ?? value["eventTime"] ?? value.Metadata()["creationTimestamp"])?.DeepClone()),
        TableColumn.At("Type", "type"),
        TableColumn.At("Reason", "reason"),
        new("Object", "string",
            value => $"{value.Object("involvedObject").Text("kind")?.ToLowerInvariant()}/{value.Object("involvedObject").Text("name")}"),
        TableColumn.At("Message", "message"),
        TableColumn.NameColumn with { Priority = 1 },
    ];

    private static bool SpecDiffers(JsonObject old, JsonObject value) => Differ(old, value, "spec");

    private static bool Differ(JsonObject old, JsonObject value, string field) => !JsonNode.DeepEquals(old[field], value[field]);

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
