using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Cases;

/// <summary>What stands in for Helm where there is none renders what Helm renders.</summary>
public sealed class RenderersTests
{
    private static readonly HelmRenderer? Helm = HelmRenderer.Find();
    private static readonly TemplatesRenderer Ours = new();

    public static TheoryData<int> Sets => ValueSets.Indices;

    [HelmTheory(RendersOnly = true), MemberData(nameof(Sets))]
    public void Both_render_the_same(int set)
    {
        var (theirs, ours) = (Helm!.Render(ValueSets.All[set]), Ours.Render(ValueSets.All[set]));
        Assert.Equal(theirs.Manifests.Select(manifest => manifest.ToString()).Order(),
            ours.Manifests.Select(manifest => manifest.ToString()).Order());
        Assert.All(
            theirs.Manifests, manifest => AssertSame(manifest.Json, ours.One(manifest.Kind, manifest.Name, manifest.Namespace).Json));
        Assert.Equal(theirs.Notes, ours.Notes);
    }

    private static void AssertSame(JsonNode theirs, JsonNode ours) =>
        Assert.True(JsonNode.DeepEquals(theirs, ours), $"Helm: {theirs.ToJsonString()}; ours: {ours.ToJsonString()}");
}
