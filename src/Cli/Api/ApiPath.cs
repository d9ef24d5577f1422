using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Api;

/// <summary>Paths of the Kubernetes API.</summary>
internal static class ApiPath
{
    /// <summary>Of one object.</summary>
    public static string Of(ResourceKind kind, ObjectKey key) => $"{Of(kind, key.Namespace)}/{Uri.EscapeDataString(key.Name)}";

    /// <summary>Of the objects of a namespace; of all where it is null.</summary>
    public static string Of(ResourceKind kind, string? @namespace)
    {
        var root = kind.Group.Length == 0 ? $"api/{kind.Version}" : $"apis/{kind.ApiVersion}";
        return @namespace is null ? $"{root}/{kind.Plural}" : $"{root}/namespaces/{Uri.EscapeDataString(@namespace)}/{kind.Plural}";
    }
}
