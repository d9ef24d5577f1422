using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes.Access;

/// <summary>RBAC as stored: system:masters may do everything, everybody else what roles bound to them say.</summary>
internal sealed class RoleAuthorizer(ObjectStore store)
{
    private const string Group = "rbac.authorization.k8s.io";

    public bool IsAllowed(UserInfo user, AccessQuestion question)
    {
        if (user.Groups.Contains("system:masters"))
        {
            return true;
        }

        var bindings = store.Table($"clusterrolebindings.{Group}").Sorted.Select(binding => (Binding: binding.ToJson(), Namespace: ""));
        if (question.Namespace.Length > 0)
        {
            bindings = bindings.Concat(store.Table($"rolebindings.{Group}").Sorted
                .Where(binding => binding.Header.Namespace == question.Namespace)
                .Select(binding => (binding.ToJson(), question.Namespace)));
        }

        return bindings.Where(bound => IsSubject(bound.Binding, user, bound.Namespace))
            .SelectMany(bound => Rules(bound.Binding.Object("roleRef"), bound.Namespace))
            .Any(rule => Covers(rule, question));
    }

    private static bool IsSubject(JsonObject binding, UserInfo user, string ns) =>
        binding.Array("subjects")?.Any(subject => subject.Text("kind") switch
        {
            "User" => subject.Text("name") == user.Name,
            "Group" => user.Groups.Contains(subject.Text("name") ?? ""),
            "ServiceAccount" => $"system:serviceaccount:{subject.Text("namespace") ?? ns}:{subject.Text("name")}" == user.Name,
            _ => false,
        }) == true;

    private IEnumerable<JsonObject> Rules(JsonNode? reference, string ns)
    {
        var name = reference.Text("name") ?? "";
        var role = reference.Text("kind") == "ClusterRole"
            ? store.Table($"clusterroles.{Group}").Find(name)
            : store.Table($"roles.{Group}").Find($"{ns}/{name}");
        return role?.ToJson().Array("rules")?.OfType<JsonObject>() ?? [];
    }

    private static bool Covers(JsonObject rule, AccessQuestion question)
    {
        if (!Has(rule, "verbs", question.Verb))
        {
            return false;
        }

        if (question.Resource.Length == 0)
        {
            return rule.Texts("nonResourceURLs").Any(url =>
                url == question.Path || (url.EndsWith('*') && question.Path.StartsWith(url[..^1], StringComparison.Ordinal)));
        }

        var resource = question.Subresource.Length == 0 ? question.Resource : $"{question.Resource}/{question.Subresource}";
        var names = rule.Texts("resourceNames").ToList();
        return Has(rule, "apiGroups", question.Group)
            && (Has(rule, "resources", resource) || rule.Texts("resources").Contains($"*/{question.Subresource}"))
            && (names.Count == 0 || names.Contains(question.Name));
    }

    private static bool Has(JsonObject rule, string field, string wanted) =>
        rule.Texts(field).Any(text => text == wanted || text == "*");
}
