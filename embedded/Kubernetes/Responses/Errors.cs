using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Resources;

namespace Coffer.Embedded.Kubernetes.Responses;

/// <summary>The failures of kube-apiserver 1.36, word for word.</summary>
internal static class Errors
{
    public static ApiException NotFound(ResourceDefinition resource, string name) => NotFound(resource.Group, resource.Plural, name);

    public static ApiException NotFound(string group, string plural, string name) =>
        new(new ApiStatus(404, "NotFound", $"{Qualified(plural, group)} \"{name}\" not found", Details(name, group, plural)));

    public static ApiException AlreadyExists(ResourceDefinition resource, string name) =>
        new(new ApiStatus(
            409, "AlreadyExists", $"{resource.QualifiedPlural} \"{name}\" already exists", Details(name, resource.Group, resource.Plural)));

    public static ApiException Modified(ResourceDefinition resource, string name) => Conflict(
        resource,
        name,
        "the object has been modified; please apply your changes to the latest version and try again");

    public static ApiException Conflict(ResourceDefinition resource, string name, string why) => new(new ApiStatus(
        409,
        "Conflict",
        $"Operation cannot be fulfilled on {resource.QualifiedPlural} \"{name}\": {why}",
        Details(name, resource.Group, resource.Plural)));

    /// <summary>Delete preconditions name the kind where everything else names the plural.</summary>
    public static ApiException Precondition(ResourceDefinition resource, string name, string field, string wanted, string actual)
    {
        var happened = field == "UID" ? "deleted and then recreated" : "modified";
        return new(new ApiStatus(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on {Qualified(resource.Kind, resource.Group)} \"{name}\": the {field} in the precondition "
            + $"({wanted}) does not match the {field} in record ({actual}). The object might have been {happened}",
            Details(name, resource.Group, resource.Kind)));
    }

    public static ApiException Invalid(ResourceDefinition resource, string name, params IReadOnlyList<FieldError> errors) =>
        Invalid(resource.Group, resource.Kind, name, errors);

    public static ApiException Invalid(string group, string kind, string name, params IReadOnlyList<FieldError> errors)
    {
        var details = Details(name, group, kind);
        details["causes"] = new JsonArray([.. errors.Select(error => (JsonNode)error.ToCause())]);
        var lines = errors.Select(error => error.ToString()).Distinct().ToList();
        var text = lines.Count == 1 ? lines[0] : $"[{string.Join(", ", lines)}]";
        return new(new ApiStatus(422, "Invalid", $"{Qualified(kind, group)} \"{name}\" is invalid: {text}", details));
    }

    public static ApiException BadRequest(string message) => new(new ApiStatus(400, "BadRequest", message));

    public static ApiException RejectedPatch() =>
        new(new ApiStatus(422, "Invalid", "the server rejected our request due to an error in our request", []));

    public static ApiException Forbidden(string group, string plural, string? name, string why)
    {
        var subject = name is null ? Qualified(plural, group) : $"{Qualified(plural, group)} \"{name}\"";
        return new(new ApiStatus(403, "Forbidden", $"{subject} is forbidden: {why}", Details(name, group, plural)));
    }

    /// <summary>The details name the plural, other than those of a schema's 422, and their cause has neither reason nor field.</summary>
    public static ApiException DeniedByPolicy(ResourceDefinition resource, string name, string why, string reason)
    {
        var code = reason switch { "Forbidden" => 403, "RequestEntityTooLarge" => 413, _ => 422 };
        var details = Details(name, resource.Group, resource.Plural);
        details["causes"] = new JsonArray(new JsonObject { ["message"] = why });
        return new(new ApiStatus(code, reason, $"{resource.QualifiedPlural} \"{name}\" is forbidden: {why}", details));
    }

    public static ApiException NamespaceTerminating(ResourceDefinition resource, string name, string ns)
    {
        var failure = Forbidden(
            resource.Group, resource.Plural, name, $"unable to create new content in namespace {ns} because it is being terminated");
        failure.Status.Details!["causes"] = new JsonArray(new JsonObject
        {
            ["reason"] = "NamespaceTerminating",
            ["message"] = $"namespace {ns} is being terminated",
            ["field"] = "metadata.namespace",
        });
        return failure;
    }

    public static ApiException Unauthorized() => new(new ApiStatus(401, "Unauthorized", "Unauthorized"));

    public static ApiException MethodNotAllowed() =>
        new(new ApiStatus(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []));

    public static ApiException TooLarge(long limit) =>
        new(new ApiStatus(413, "RequestEntityTooLarge", $"Request entity too large: limit is {limit}"));

    public static ApiException UnknownFormat(IEnumerable<string> accepted) => new(new ApiStatus(
        415,
        "UnsupportedMediaType",
        $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}",
        []));

    public static ApiException VersionTooLarge(long wanted, long current) => new(new ApiStatus(
        504,
        "Timeout",
        $"Timeout: Too large resource version: {wanted}, current: {current}",
        new JsonObject
        {
            ["causes"] = new JsonArray(
                new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
            ["retryAfterSeconds"] = 1,
        })
    { RetryAfterSeconds = 1 });

    public static ApiException ListExpired() =>
        new(new ApiStatus(410, "Expired", "The resourceVersion for the provided list is too old."));

    public static ApiException ContinueExpired(string inconsistentContinue) => new(new ApiStatus(
        410,
        "Expired",
        "The provided continue parameter is too old to display a consistent list result. You can start a new list "
        + "without the continue parameter, "
        + "or use the continue token in this response to retrieve the remainder of the results. Continuing with the "
        + "provided token results in an "
        + "inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and "
        + "now may show up in the list.")
    { Continue = inconsistentContinue });

    public static ApiStatus WatchExpired(long wanted, long oldest) =>
        new(410, "Expired", $"too old resource version: {wanted} ({oldest})");

    public static string Qualified(string plural, string group) => group.Length == 0 ? plural : $"{plural}.{group}";

    private static JsonObject Details(string? name, string group, string kind)
    {
        var details = new JsonObject();
        if (!string.IsNullOrEmpty(name))
        {
            details["name"] = name;
        }

        if (group.Length > 0)
        {
            details["group"] = group;
        }

        details["kind"] = kind;
        return details;
    }
}
