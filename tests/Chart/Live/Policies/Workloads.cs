using Coffer.Tests.Support;

namespace Coffer.Chart.Tests.Live.Policies;

/// <summary>A workload <c>web</c> of each kind that can be restarted.</summary>
internal static class Workloads
{
    public static ObjectId Id(string kind, string space) => new(Api(kind), kind, space, "web");

    public static string Manifest(string kind, string space) => $$"""
        apiVersion: {{Api(kind)}}
        kind: {{kind}}
        metadata: { name: web, namespace: {{space}} }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web }, annotations: { kept: as-it-is } }
            spec: { nodeSelector: { disk: fast }, containers: [{ name: app, image: "registry.k8s.io/pause:3.10" }] }
          {{(kind == "StatefulSet" ? "serviceName: web" : "")}}
        """;

    private static string Api(string kind) => kind == "Rollout" ? "argoproj.io/v1alpha1" : "apps/v1";
}
