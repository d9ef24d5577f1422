using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Harness;

/// <summary>The CRDs of the chart, for an API server that nobody has prepared.</summary>
internal static class Definitions
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Creates those that are missing, and waits until all are served. What is there is left as it is: it may be somebody's.
    /// </summary>
    public static async Task InstallAsync(KubeClient kube, string folder)
    {
        var manifests = Read(folder);
        foreach (var manifest in manifests)
        {
            if (await kube.FindAsync(ObjectId.Of(manifest), default) is null)
            {
                await kube.ApplyAsync(manifest, default);
            }
        }

        foreach (var id in manifests.Select(ObjectId.Of))
        {
            await Until.TrueAsync($"{id} to be established", Limit, async () => await IsEstablishedAsync(kube, id), default);
        }
    }

    public static IReadOnlyList<JsonObject> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.yaml").SelectMany(file => Yaml.Documents(File.ReadAllText(file)))];

    private static async Task<bool> IsEstablishedAsync(KubeClient kube, ObjectId id) =>
        (await kube.FindAsync(id, default))?["status"]?["conditions"]?.AsArray()
            .Any(condition => (string?)condition?["type"] == "Established" && (string?)condition["status"] == "True") == true;
}
