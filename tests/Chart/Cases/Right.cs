using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Cases;

/// <summary>One verb on one resource, perhaps of one name.</summary>
internal sealed record Right(string Group, string Resource, string Verb, string? Name = null)
{
    /// <summary>The rights of a Role or ClusterRole, one by one; none of anything else.</summary>
    public static IReadOnlyList<Right> Of(Manifest role) =>
        [.. from rule in role.Json["rules"] as JsonArray ?? []
            from grp in Texts(rule, "apiGroups")
            from resource in Texts(rule, "resources")
            from verb in Texts(rule, "verbs")
            from name in Texts(rule, "resourceNames").DefaultIfEmpty()
            select new Right(grp, resource, verb, name)];

    private static IEnumerable<string> Texts(JsonNode? rule, string field) => rule?[field]?.AsArray().Select(item => (string)item!) ?? [];
}
