using Coffer.Contracts.Resources;

namespace Coffer.Kube.Api;

/// <summary>Names a resource type of the API server.</summary>
internal sealed record ApiType(string Group, string Version, string Plural)
{
    public static readonly ApiType Secrets = new("", "v1", "secrets");
    public static readonly ApiType ServiceAccounts = new("", "v1", "serviceaccounts");
    public static readonly ApiType Events = new("", "v1", "events");
    public static readonly ApiType ConfigMaps = new("", "v1", "configmaps");

    public static ApiType Of(ResourceKind kind) => new(kind.Group, kind.Version, kind.Plural);

    /// <summary>What the path begins with.</summary>
    public string Root { get => field ?? (Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}"); init; }
}

/// <summary>An object, or with a null name a collection, of the API server.</summary>
internal sealed record ApiTarget(ApiType Type, string? Namespace, string? Name = null, string? Subresource = null)
{
    /// <summary>
    /// False when a part can't stand in a path: an empty name would turn a request for one object into one for the whole collection, and <c>..</c> would leave it.
    /// </summary>
    public bool IsSound => IsSegment(Namespace) && IsSegment(Name);

    public string Path
    {
        get
        {
            var path = Type.Root;
            path += Namespace is null ? "" : $"/namespaces/{Uri.EscapeDataString(Namespace)}";
            path += $"/{Type.Plural}";
            path += Name is null ? "" : $"/{Uri.EscapeDataString(Name)}";
            return path + (Subresource is null ? "" : $"/{Subresource}");
        }
    }

    public override string ToString()
    {
        var type = Subresource is null ? Type.Plural : $"{Type.Plural}/{Subresource}";
        return (Namespace, Name) switch
        {
            (null, null) => type,
            (null, { } name) => $"{type} {name}",
            ({ } ns, null) => $"{type} in {ns}",
            var (ns, name) => $"{type} {ns}/{name}",
        };
    }

    private static bool IsSegment(string? part) => part is null || (part.Length > 0 && part is not ("." or "..") && !part.Contains('/') && !part.Contains('%'));
}
