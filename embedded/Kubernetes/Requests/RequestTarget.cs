namespace Coffer.Embedded.Kubernetes.Requests;

/// <summary>The resource that a path names.</summary>
internal sealed record RequestTarget(string Group, string Version, string? Namespace, string Resource, string? Name, string Subresource)
{
    /// <returns>Null when the path is not below a group and version.</returns>
    public static RequestTarget? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        var (group, version, rest) = parts switch
        {
            ["api", "v1", _, ..] => ("", "v1", parts[2..]),
            ["apis", _, _, _, ..] => (parts[1], parts[2], parts[3..]),
            _ => ("", "", []),
        };
        return rest switch
        {
            [] => null,
            ["namespaces"] => new(group, version, null, "namespaces", null, ""),
            ["namespaces", var name] => new(group, version, null, "namespaces", name, ""),
            ["namespaces", var name, "status" or "finalize"] => new(group, version, null, "namespaces", name, rest[2]),
            ["namespaces", var ns, var resource] => new(group, version, ns, resource, null, ""),
            ["namespaces", var ns, var resource, var name] => new(group, version, ns, resource, name, ""),
            ["namespaces", var ns, var resource, var name, var sub] => new(group, version, ns, resource, name, sub),
            [var resource] => new(group, version, null, resource, null, ""),
            [var resource, var name] => new(group, version, null, resource, name, ""),
            [var resource, var name, var sub] => new(group, version, null, resource, name, sub),
            _ => null,
        };
    }

    public string VerbOf(string method, bool watch) => (method, Name) switch
    {
        ("GET" or "HEAD", null) => watch ? "watch" : "list",
        ("GET" or "HEAD", _) => "get",
        ("POST", _) => "create",
        ("PUT", _) => "update",
        ("PATCH", _) => "patch",
        ("DELETE", null) => "deletecollection",
        ("DELETE", _) => "delete",
        _ => method.ToLowerInvariant(),
    };
}
