using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Schemas;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Cases;

/// <summary>
/// A values file that was written for a release of the reference's chart is taken: each of its names means the same here,
/// or is ignored and said to be.
/// </summary>
public sealed class ReferenceValuesTests
{
    private static readonly ILookup<string, string> ByRelease = Repository.Read("tests/Chart/Cases/reference-values.txt").Split('\n')
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => line.Split(' '))
        .SelectMany(words => words.Skip(1).Select(release => (Release: release, Name: words[0])))
        .ToLookup(pair => pair.Release, pair => pair.Name);

    [Theory]
    [InlineData("1.4", 183)]
    [InlineData("1.6", 184)]
    [InlineData("2.0", 180)]
    public void Every_name_is_taken(string release, int count)
    {
        var names = ByRelease[release].ToList();

        Assert.Equal(count, names.Count);
        Assert.DoesNotContain(names, name => !IsTaken(name.Split('.'), ValuesSchema.Root));
    }

    /// <summary>What no template reads is ignored, and docs/chart.md says why.</summary>
    [Fact]
    public void Every_name_that_is_ignored_is_in_the_documentation()
    {
        var ignored = Repository.Read("docs/chart.md").Split("Ignored, so that")[1].Split("Coffer's own:")[0];

        var untold = ByRelease.SelectMany(names => names).Distinct().Where(IsIgnored)
            .Where(name => !Ancestors(name).Any(told => ignored.Contains($"`{told}`", StringComparison.Ordinal)));
        Assert.Empty(untold);
    }

    [Fact]
    public void The_file_with_the_defaults_of_1_4_has_the_names_of_1_4() =>
        Assert.Equal(ByRelease["1.4"].Order(StringComparer.Ordinal),
            Leaves("", Yaml.Object(ValueSets.ReferenceDefaults)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("controller: { rbac: { enabled: true } }", true)]
    [InlineData("controller: { rbac: { enabled: false } }", false)]
    [InlineData("{ controller: { rbac: { enabled: true } }, rbac: { create: false, userRoles: false } }", false)]
    public void The_switch_of_the_reference_leaves_all_rights_out(string values, bool hasRights)
    {
        var kinds = new Release(values).Render().Manifests
            .Where(manifest => manifest.ApiVersion.StartsWith("rbac.", StringComparison.Ordinal)).Select(manifest => manifest.Kind)
            .Distinct().Order();

        Assert.Equal(hasRights ? ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"] : [], kinds);
    }

    private static bool IsTaken(string[] steps, JsonObject schema) => steps is [] || schema["properties"] switch
    {
        JsonObject properties when properties[steps[0]] is JsonObject below => IsTaken(steps[1..], below),
        JsonObject => schema["additionalProperties"] is not JsonValue,
        _ => true,
    };

    /// <summary>Its schema, or that of a group it is in, says so.</summary>
    private static bool IsIgnored(string name)
    {
        JsonNode? schema = ValuesSchema.Root;
        foreach (var step in name.Split('.'))
        {
            schema = schema?["properties"]?[step];
            if (((string?)schema?["description"])?.StartsWith("Ignored", StringComparison.Ordinal) == true)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Ancestors(string name)
    {
        var steps = name.Split('.');
        return Enumerable.Range(1, steps.Length).Select(length => string.Join('.', steps[..length]));
    }

    private static IEnumerable<string> Leaves(string path, JsonNode? value) => value is JsonObject { Count: > 0 } map
        ? map.SelectMany(pair => Leaves(path.Length == 0 ? pair.Key : $"{path}.{pair.Key}", pair.Value))
        : [path];
}
