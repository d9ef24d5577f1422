using Coffer.Chart.Tests.Support;
using Coffer.Tests.Support;

namespace Coffer.Chart.Tests.Live;

/// <summary>
/// The chart's CRDs, and one for Rollouts, for an API server that nobody has prepared. What is there is left as it
/// is: it may be somebody's.
/// </summary>
internal static class Definitions
{
    private const string Rollouts = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: rollouts.argoproj.io }
        spec:
          group: argoproj.io
          scope: Namespaced
          names: { kind: Rollout, plural: rollouts, singular: rollout, listKind: RolloutList }
          versions:
            - name: v1alpha1
              served: true
              storage: true
              schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task InstallAsync(KubeClient kube, CancellationToken cancellation)
    {
        var manifests = Playground.Story.Manifest.Crds().Append(Rollouts)
            .SelectMany(Yaml.Documents).Select(json => json.AsObject()).ToList();
        foreach (var manifest in manifests)
        {
            if (await kube.FindAsync(ObjectId.Of(manifest), cancellation) is null)
            {
                await kube.ApplyAsync(manifest, cancellation);
            }
        }

        foreach (var id in manifests.Select(ObjectId.Of))
        {
            await Until.TrueAsync(
                $"{id} to be established", Limit, async () => (await kube.FindAsync(id, cancellation))?["status"]?["conditions"]?.AsArray()
                    .Any(condition => (string?)condition?["type"] == "Established" && (string?)condition["status"] == "True") == true,
                cancellation);
        }
    }
}
