using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Kinds;

/// <summary>Deployments, StatefulSets and DaemonSets: their defaults and the checks that a bad manifest meets first.</summary>
internal sealed class WorkloadRules(JsonObject defaults, bool selectorIsImmutable) : KindRules
{
    private static readonly JsonObject PodDefaults = new()
    {
        ["restartPolicy"] = "Always",
        ["terminationGracePeriodSeconds"] = 30L,
        ["dnsPolicy"] = "ClusterFirst",
        ["securityContext"] = new JsonObject(),
        ["schedulerName"] = "default-scheduler",
    };

    public override void Default(JsonObject value)
    {
        if (value.Object("spec") is not { } spec)
        {
            return;
        }

        Fill(spec, defaults);
        if (spec.Object("template").Object("spec") is not { } pod)
        {
            return;
        }

        Fill(pod, PodDefaults);
        foreach (var container in pod.Array("containers")?.OfType<JsonObject>() ?? [])
        {
            Fill(container, new JsonObject
            {
                ["resources"] = new JsonObject(),
                ["terminationMessagePath"] = "/dev/termination-log",
                ["terminationMessagePolicy"] = "File",
                ["imagePullPolicy"] = PullPolicy(container.Text("image") ?? ""),
            });
        }
    }

    public override IEnumerable<FieldError> Validate(JsonObject? old, JsonObject value)
    {
        var spec = value.Object("spec");
        if (spec.Object("selector") is not { } selector)
        {
            yield return FieldError.Required("spec.selector");
            yield break;
        }

        var labels = spec.Object("template").Object("metadata").Object("labels") ?? [];
        var wanted = selector.Object("matchLabels") ?? [];
        if (wanted.Any(pair => labels.Text(pair.Key) != pair.Value.AsText()))
        {
            yield return FieldError.Invalid(
                "spec.template.metadata.labels", labels.DeepClone(), "`selector` does not match template `labels`");
        }

        if (selectorIsImmutable && old is not null && !JsonNode.DeepEquals(old.Object("spec").Object("selector"), selector))
        {
            yield return FieldError.Invalid("spec.selector", selector.DeepClone(), "field is immutable");
        }

        var containers = spec.Object("template").Object("spec").Array("containers");
        if (containers is null or { Count: 0 })
        {
            yield return FieldError.Required("spec.template.spec.containers");
        }
    }

    private static string PullPolicy(string image) =>
        image.EndsWith(":latest", StringComparison.Ordinal)
        || !image[(image.LastIndexOf('/') + 1)..].Contains(':', StringComparison.Ordinal)
            ? "Always"
            : "IfNotPresent";

    /// <summary>Objects present on both sides are filled in depth, unless they name another type of strategy.</summary>
    private static void Fill(JsonObject target, JsonObject defaults)
    {
        if (target.Text("type") is { } type && defaults.Text("type") is { } usual && type != usual)
        {
            return;
        }

        foreach (var (name, value) in defaults)
        {
            switch (target[name])
            {
                case null:
                    target[name] = value?.DeepClone();
                    break;
                case JsonObject inner when value is JsonObject innerDefaults:
                    Fill(inner, innerDefaults);
                    break;
            }
        }
    }
}
