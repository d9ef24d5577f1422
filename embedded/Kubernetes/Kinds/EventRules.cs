using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Kinds;

/// <summary>An Event lives beside its object; one with an eventTime must say who reports what.</summary>
internal sealed class EventRules : KindRules
{
    private static readonly string[] RequiredWithTime = ["reportingComponent", "reportingInstance", "action", "reason"];

    public override IEnumerable<FieldError> Validate(JsonObject? old, JsonObject value)
    {
        var ns = value.Metadata().Text("namespace") ?? "";
        var about = value.Object("involvedObject").Text("namespace") ?? "";
        if (about.Length == 0 ? ns != "default" : about != ns)
        {
            yield return FieldError.Invalid("involvedObject.namespace", about, "does not match event.namespace");
        }

        if (value["eventTime"] is null)
        {
            yield break;
        }

        foreach (var name in RequiredWithTime.Where(name => string.IsNullOrEmpty(value.Text(name))))
        {
            yield return FieldError.Required(name == "reportingComponent" ? "reportingController" : name);
        }

        if (value.Text("message")?.Length > 1024)
        {
            yield return FieldError.Invalid("message", "", "can have at most 1024 characters");
        }
    }
}
