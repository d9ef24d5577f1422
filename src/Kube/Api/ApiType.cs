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
