using System.Net;
using Coffer.Embedded.Kubernetes;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Observability;

/// <summary>Health with the API server gone: a server of its own, for nobody else can do without.</summary>
public sealed class HealthTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task A_silo_without_the_API_server_is_not_ready_and_lives_and_recovers()
    {
        var folder = Directory.CreateTempSubdirectory("coffer-health-");
        var options = new EmbeddedKubernetesOptions
        {
            Port = FreePort.Next(),
            CrdFolders = [Path.Combine(Servers.RepositoryRoot(), "helm", "coffer", "crds")],
        };
        await using var kubernetes = await EmbeddedKubernetes.StartAsync(options, default);
        var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
        kubernetes.WriteKubeconfig(kubeconfig);
        using (var kube = new KubeClient(kubeconfig))
        {
            await kube.ApplyYamlAsync("apiVersion: v1\nkind: Namespace\nmetadata: { name: coffer }", default);
        }

        await using var coffer = await CofferProcess.StartAsync(kubeconfig, "coffer", ["coffer"]);
        using var http = new HttpClient { BaseAddress = coffer.Http };

        await kubernetes.StopAsync(default);
        await BecomesAsync(http, coffer, HttpStatusCode.ServiceUnavailable, "\"ok\":false");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(http, "/healthz")).Status);
        Assert.False(coffer.HasEnded);

        await kubernetes.StartAsync(default);
        await BecomesAsync(http, coffer, HttpStatusCode.OK, "");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_silo_that_may_not_read_its_heartbeat_says_at_readyz_which_right_is_missing_until_it_has_it()
    {
        var folder = Directory.CreateTempSubdirectory("coffer-health-");
        var options = new EmbeddedKubernetesOptions
        {
            CrdFolders = [Path.Combine(Servers.RepositoryRoot(), "helm", "coffer", "crds")],
            Manifests = ["apiVersion: v1\nkind: Namespace\nmetadata: { name: coffer }"],
        };
        await using var kubernetes = await EmbeddedKubernetes.StartAsync(options, default);
        using var missing = kubernetes.Faults.Add(request => request.Resource == "leases", new FaultAction.Deny());
        var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
        kubernetes.WriteKubeconfig(kubeconfig);

        await using var coffer = CofferProcess.Begin(kubeconfig, "coffer", ["coffer"]);
        using var http = new HttpClient { BaseAddress = coffer.Http };

        await BecomesAsync(
            http,
            coffer,
            HttpStatusCode.ServiceUnavailable,
            """
            "heartbeat":{"ok":false,"detail":"no secret is served before it is read: the operator\u0027s Role in namespace coffer must allow get, create and patch on leases.coordination.k8s.io
            """);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(http, "/healthz")).Status);

        missing.Dispose();
        await BecomesAsync(http, coffer, HttpStatusCode.OK, "");
        folder.Delete(recursive: true);
    }

    private static Task BecomesAsync(HttpClient http, CofferProcess coffer, HttpStatusCode wanted, string word) =>
        Until.SeenAsync($"/readyz to say {wanted}", Limit, async () =>
        {
            var (status, body) = await GetAsync(http, "/readyz");
            return (status == wanted && body.Contains(word, StringComparison.Ordinal),
                $"{status} {body}{Environment.NewLine}{coffer.Tail()}");
        }, default);

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
