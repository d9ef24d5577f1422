namespace Coffer.Kube.Api;

/// <summary>An object, or with a null name a collection, of the API server.</summary>
internal sealed record ApiTarget(ApiType Type, string? Namespace, string? Name = null, string? Subresource = null)
{
    /// <summary>
    /// False when a part can't stand in a path: an empty name would turn a request for one object into one for the whole collection, and
    /// <c>..</c> would leave it.
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

    private static bool IsSegment(string? part) =>
        part is null || (part.Length > 0 && part is not ("." or "..") && !part.Contains('/') && !part.Contains('%'));
}
