using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Schemas;
using Xunit.Abstractions;

namespace Coffer.Chart.Tests.Cases;

/// <summary>Everything that the chart renders is something that a cluster would take.</summary>
public sealed class RenderingTests(ITestOutputHelper output)
{
    public static TheoryData<int> Sets => ValueSets.Indices;

    [Theory, MemberData(nameof(Sets))]
    public void Every_object_fits_its_schema(int set)
    {
        var rendered = Render(set);

        Assert.NotEmpty(rendered.Manifests);
        Assert.Empty(rendered.Manifests.SelectMany(Validation.Problems));
    }

    [Theory, MemberData(nameof(Sets))]
    public void No_object_is_rendered_twice(int set)
    {
        var names = Render(set).Manifests.Select(manifest => manifest.ToString()).ToList();

        Assert.Equal(names.Distinct().Order(), names.Order());
    }

    [Theory, MemberData(nameof(Sets))]
    public void Each_reference_from_object_to_object_holds(int set) => Assert.Empty(References.Problems(Render(set)));

    [Theory, MemberData(nameof(Sets))]
    public void Nothing_is_a_hook_and_no_object_is_kept_from_deletion(int set)
    {
        var annotations = Render(set).Manifests
            .SelectMany(manifest => (manifest.At("metadata/annotations")?.AsObject() ?? []).Select(pair => pair.Key));

        Assert.DoesNotContain(annotations, name => name.StartsWith("helm.sh/", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Sets))]
    public void Every_object_names_its_release(int set)
    {
        var release = ValueSets.All[set];

        Assert.All(Render(set).Manifests, manifest =>
        {
            Assert.Equal(release.Name, (string?)manifest.Labels["app.kubernetes.io/instance"]);
            Assert.Equal("Helm", (string?)manifest.Labels["app.kubernetes.io/managed-by"]);
            Assert.NotNull(manifest.Labels["app.kubernetes.io/component"]);
        });
    }

    [Theory, MemberData(nameof(Sets))]
    public void The_users_values_fit_the_schema(int set) => Assert.Empty(ValuesSchema.Problems(ValueSets.All[set].UserValues));

    [Fact]
    public void Two_releases_of_one_name_in_two_namespaces_share_no_object()
    {
        var here = new Release(ValueSets.Everything, "coffer", "a").Render().Manifests.Select(manifest => manifest.ToString());
        var there = new Release(ValueSets.Everything, "coffer", "b").Render().Manifests.Select(manifest => manifest.ToString());

        Assert.Empty(here.Intersect(there));
    }

    [Fact]
    public void Two_releases_in_one_namespace_share_no_object()
    {
        var blue = new Release("", "blue").Render().Manifests.Select(manifest => manifest.ToString());
        var green = new Release("", "green").Render().Manifests.Select(manifest => manifest.ToString());

        Assert.Empty(blue.Intersect(green));
    }

    private Rendered Render(int set)
    {
        output.WriteLine($"rendered by {ChartRenderer.Instance.Name}: {ValueSets.All[set]}");
        return ValueSets.All[set].Render();
    }
}
