using Coffer.Embedded.Kubernetes;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Denials;

/// <summary>An API server with something to write to, and the adapters pointed at it.</summary>
internal sealed class DeniedWorld : IAsyncDisposable
{
    private readonly string _kubeconfig = Path.GetTempFileName();
    private readonly KubeHarness _kube;

    private DeniedWorld(EmbeddedKubernetes server)
    {
        Server = server;
        server.WriteKubeconfig(_kubeconfig);
        _kube = new KubeHarness("", options => options with { Kubeconfig = _kubeconfig });
    }

    public EmbeddedKubernetes Server { get; }

    public static async Task<DeniedWorld> StartAsync()
    {
        var options = new EmbeddedKubernetesOptions
        {
            Manifests =
            [
                "apiVersion: v1\nkind: Namespace\nmetadata: { name: app }",
                "apiVersion: v1\nkind: Namespace\nmetadata: { name: coffer }",
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: web, namespace: app }
                spec:
                  selector: { matchLabels: { a: b } }
                  template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: c, image: i }] } }
                """,
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: { name: vaultconnections.secrets.hashicorp.com }
                spec:
                  group: secrets.hashicorp.com
                  names: { kind: VaultConnection, plural: vaultconnections, singular: vaultconnection }
                  scope: Namespaced
                  versions:
                  - name: v1beta1
                    served: true
                    storage: true
                    subresources: { status: {} }
                    schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
                """,
                "apiVersion: secrets.hashicorp.com/v1beta1\nkind: VaultConnection\nmetadata: { name: c, namespace: app }",
            ],
        };
        return new DeniedWorld(await EmbeddedKubernetes.StartAsync(options, CancellationToken.None));
    }

    public T Get<T>()
        where T : notnull => _kube.Get<T>();

    public async ValueTask DisposeAsync()
    {
        await _kube.DisposeAsync();
        await Server.DisposeAsync();
        File.Delete(_kubeconfig);
    }
}
