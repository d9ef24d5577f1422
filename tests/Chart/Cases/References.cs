using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Cases;

/// <summary>Names and labels by which one rendered object means another.</summary>
internal static class References
{
    public static IEnumerable<string> Problems(Rendered rendered)
    {
        var pods = rendered.One("Deployment");
        var labels = pods.At("spec/template/metadata/labels")!.AsObject();
        return Selects(rendered.Of("Deployment"), "spec/selector/matchLabels", labels)
            .Concat(Selects(rendered.Of("Service"), "spec/selector", labels))
            .Concat(Selects(rendered.Of("PodDisruptionBudget"), "spec/selector/matchLabels", labels))
            .Concat(Selects(rendered.Of("NetworkPolicy"), "spec/podSelector/matchLabels", labels))
            .Concat(rendered.Of("ServiceMonitor").SelectMany(monitor => Scrapes(monitor, rendered.One("Service"))))
            .Concat(Ports(rendered, pods))
            .Concat(rendered.Manifests.Where(manifest => manifest.Kind.EndsWith("RoleBinding", StringComparison.Ordinal))
                .SelectMany(binding => Binds(rendered, binding, pods)))
            .Concat(rendered.Of("ValidatingAdmissionPolicyBinding").Where(binding => rendered.Of("ValidatingAdmissionPolicy")
                .All(policy => policy.Name != (string?)binding.Spec!["policyName"]))
                .Select(binding => $"{binding} binds no policy"))
            .Concat(Mounts(pods));
    }

    private static IEnumerable<string> Selects(IEnumerable<Manifest> manifests, string path, JsonObject labels) =>
        manifests.Where(manifest => !Covers(manifest.At(path), labels)).Select(manifest => $"{manifest} does not select the pods");

    private static IEnumerable<string> Scrapes(Manifest monitor, Manifest service)
    {
        var ports = service.Spec!["ports"]!.AsArray().Select(port => (string?)port!["name"]);
        return (Covers(monitor.At("spec/selector/matchLabels"), service.Labels) ? [] : new[] { $"{monitor} does not select {service}" })
            .Concat(ports.Contains((string?)monitor.At("spec/endpoints/0/port"))
                ? []
                : [$"{monitor} scrapes a port that {service} does not have"]);
    }

    private static IEnumerable<string> Ports(Rendered rendered, Manifest pods)
    {
        var names = pods.At("spec/template/spec/containers/0/ports")!.AsArray().Select(port => (string?)port!["name"]).ToHashSet();
        var used = rendered.Of("Service")
            .SelectMany(service => service.Spec!["ports"]!.AsArray().Select(port => (string?)port!["targetPort"]))
            .Concat(rendered.Of("NetworkPolicy").SelectMany(policy => policy.Spec!["ingress"]!.AsArray()
                .SelectMany(rule => rule!["ports"]!.AsArray().Select(port => (string?)port!["port"]))))
            .Append((string?)pods.At("spec/template/spec/containers/0/startupProbe/httpGet/port"))
            .Append((string?)pods.At("spec/template/spec/containers/0/livenessProbe/httpGet/port"))
            .Append((string?)pods.At("spec/template/spec/containers/0/readinessProbe/httpGet/port"));
        return used.Where(port => !names.Contains(port)).Select(port => $"the container has no port {port}");
    }

    private static IEnumerable<string> Binds(Rendered rendered, Manifest binding, Manifest pods)
    {
        var role = rendered.Of((string)binding.At("roleRef/kind")!)
            .Any(candidate => candidate.Name == (string?)binding.At("roleRef/name") && candidate.Namespace == binding.Namespace);
        var isOperator = (string?)binding.At("subjects/0/name") == (string?)pods.At("spec/template/spec/serviceAccountName")
            && (string?)binding.At("subjects/0/namespace") == pods.Namespace;
        return (role ? [] : new[] { $"{binding} binds no role" }).Concat(
            isOperator && binding.At("subjects/1") is null ? [] : [$"{binding} binds somebody else"]);
    }

    private static IEnumerable<string> Mounts(Manifest pods)
    {
        var volumes = pods.At("spec/template/spec/volumes")!.AsArray().Select(volume => (string?)volume!["name"]).ToList();
        return pods.At("spec/template/spec/containers/0/volumeMounts")!.AsArray().Where(mount => !volumes.Contains((string?)mount!["name"]))
            .Select(mount => $"there is no volume {mount!["name"]}");
    }

    private static bool Covers(JsonNode? selector, JsonObject labels) =>
        selector is JsonObject { Count: > 0 } wanted && wanted.All(pair => JsonNode.DeepEquals(pair.Value, labels[pair.Key]));
}
