using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Rendering;

/// <summary>What is asked of Helm: <c>helm install NAME helm/coffer --namespace NAMESPACE --values VALUES</c>.</summary>
/// <param name="Values">The user's values file.</param>
internal sealed record Release(string Values = "", string Name = "coffer", string Namespace = "coffer-system")
{
    /// <summary>Kubernetes version told to Helm where no cluster is asked.</summary>
    public const string KubeVersion = "v1.33.0";

    public JsonObject UserValues => Yaml.Object(Values);

    public Rendered Render() => ChartRenderer.Instance.Render(this);

    public override string ToString() => $"{Name} in {Namespace}: {(Values.Length == 0 ? "defaults" : Values.ReplaceLineEndings(" "))}";
}

/// <summary>What came out of it.</summary>
internal sealed record Rendered(IReadOnlyList<Manifest> Manifests, string Notes)
{
    public IEnumerable<Manifest> Of(string kind) => Manifests.Where(manifest => manifest.Kind == kind);

    public Manifest One(string kind) => Assert.Single(Of(kind));

    public Manifest One(string kind, string name) => Assert.Single(Of(kind), manifest => manifest.Name == name);

    public Manifest One(string kind, string name, string? space) =>
        Assert.Single(Of(kind), manifest => manifest.Name == name && manifest.Namespace == space);
}

/// <summary>Helm refused: bad values, or a template's <c>fail</c> or <c>required</c>.</summary>
internal sealed class RefusedException(string message) : Exception(message);
