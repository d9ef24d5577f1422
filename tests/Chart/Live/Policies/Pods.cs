namespace Coffer.Chart.Tests.Live.Policies;

/// <summary>Two silos with the flags of the release's Deployment and the token of its account.</summary>
internal sealed class Pods : IAsyncDisposable
{
    private readonly List<OperatorPod> _pods = [];

    public static async Task<Pods> StartAsync(GuardedServer server)
    {
        var pods = new Pods();
        try
        {
            foreach (var _ in Enumerable.Range(0, 2))
            {
                pods._pods.Add(await OperatorPod.StartAsync(server.Rendered.One("Deployment"), server.OperatorKubeconfig, default));
            }

            await Task.WhenAll(pods._pods.Select(pod => pod.ReadyAsync(default)));
            return pods;
        }
        catch
        {
            await pods.DisposeAsync();
            throw;
        }
    }

    /// <summary>Their counters of requests to the API server: one line for each verb, resource and outcome.</summary>
    public async Task<IReadOnlyList<string>> RequestsAsync()
    {
        var pages = await Task.WhenAll(_pods.Select(pod => pod.PageAsync("/metrics")));
        return [.. pages.SelectMany(page => page.Split('\n'))
            .Where(line => line.StartsWith("coffer_kube_requests_total{", StringComparison.Ordinal))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _pods)
        {
            await pod.DisposeAsync();
        }
    }
}
