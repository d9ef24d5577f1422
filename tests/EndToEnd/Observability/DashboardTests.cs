using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Clustering;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Observability;

/// <summary>In a cluster the dashboard asks Kubernetes who may look.</summary>
public sealed class DashboardTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private SiloCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await SiloCluster.OpenAsync(servers);

    public async Task DisposeAsync()
    {
        foreach (var kind in new[] { "ClusterRoleBinding", "ClusterRole" })
        {
            await _cluster.Kube.DeleteAsync(
                new ObjectId("rbac.authorization.k8s.io/v1", kind, null, $"{_cluster.Home}-dashboard"), default);
        }

        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_may_get_the_path_may_look_and_nobody_else()
    {
        await _cluster.Kube.ApplyYamlAsync($$"""
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: viewer, namespace: {{_cluster.Home}} }
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: stranger, namespace: {{_cluster.Home}} }
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: { name: {{_cluster.Home}}-dashboard }
            rules: [{ nonResourceURLs: [/dashboard], verbs: [get] }]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: { name: {{_cluster.Home}}-dashboard }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {{_cluster.Home}}-dashboard }
            subjects: [{ kind: ServiceAccount, name: viewer, namespace: {{_cluster.Home}} }]
            """, default);
        var coffer = await _cluster.StartAsync("one", "--dashboard", "true");
        using var http = new HttpClient { BaseAddress = coffer.Http };
        var (viewer, stranger) = (await TokenAsync("viewer"), await TokenAsync("stranger"));

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, "/dashboard/DashboardCounters", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, "/dashboard/DashboardCounters", new("Bearer", "nobody's")));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(http, "/dashboard/DashboardCounters", new("Bearer", stranger)));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, "/dashboard/DashboardCounters", new("Bearer", viewer)));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(
            http, "/dashboard/index.html", new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{viewer}")))));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(http, "/dashboard/GrainState?grainId=a&grainType=b", new("Bearer", viewer)));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(http, "/dashboard/Trace", null));
        Assert.DoesNotContain(
            coffer.Log, line => line.Contains(viewer, StringComparison.Ordinal) || line.Contains(stranger, StringComparison.Ordinal));
    }

    private async Task<string> TokenAsync(string account) => (string)(await _cluster.Kube.PostAsync(
        new ObjectId("v1", "ServiceAccount", _cluster.Home, account), "token",
        new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = 600 },
        }, default))["status"]!["token"]!;

    private static async Task<HttpStatusCode> GetAsync(HttpClient http, string path, AuthenticationHeaderValue? who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = who;
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
