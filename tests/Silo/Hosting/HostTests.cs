using System.Net;
using System.Net.Sockets;
using Coffer.Silo.Hosting;
using Coffer.Silo.Options;
using Coffer.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Xunit.Abstractions;

namespace Coffer.Silo.Tests.Hosting;

/// <summary>The whole host, with an API server that refuses connections.</summary>
public sealed class HostTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>For what comes about by itself; how soon is promised nowhere.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _kubeconfig = Path.GetTempFileName();

    public Task InitializeAsync() => PointToAsync("http://127.0.0.1:1");

    public Task DisposeAsync()
    {
        File.Delete(_kubeconfig);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(false, "localhost")]
    [InlineData(true, "localhost")]
    [InlineData(false, "kubernetes")]
    public async Task The_container_is_complete(bool dashboard, string clustering)
    {
        // ValidateOnBuild and ValidateScopes are on: building is the test.
        await using var host = Host(dashboard, (Settings.Clustering, clustering));

        Assert.NotNull(host.Services);
    }

    [Fact]
    public async Task Lives_but_is_not_ready_without_an_API_server_and_stops_at_once()
    {
        await using var host = Host(dashboard: false);
        await host.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(host.Urls.Single()) };

        await SaysAsync(http, "/readyz", HttpStatusCode.ServiceUnavailable, "vaultstaticsecrets/*");
        await SaysAsync(http, "/metrics", HttpStatusCode.OK, "coffer_kube_request_duration_seconds_bucket");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/healthz", "localhost"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, "/dashboard/", "localhost"));
        await StopsAtOnceAsync(host);
    }

    [Fact]
    public async Task The_dashboard_shows_counters_and_never_a_state()
    {
        await using var host = Host(dashboard: true);
        await host.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(host.Urls.Single()) };

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/dashboard/index.html", "localhost"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/dashboard/DashboardCounters", "localhost"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, "/dashboard/GrainState?grainId=a&grainType=b", "localhost"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, "/dashboard/grainstate", "localhost"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, "/dashboard/Trace", "localhost"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(http, "/dashboard/index.html", "evil.example"));
        await host.StopAsync();
    }

    [Fact]
    public async Task With_a_table_in_Kubernetes_it_waits_for_the_API_server_and_can_be_stopped_meanwhile()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        await PointToAsync($"http://{deaf.LocalEndpoint}");
        await using var host = Host(dashboard: false, (Settings.Clustering, "kubernetes"));
        var starting = host.StartAsync();
        using var asked = await deaf.AcceptTcpClientAsync().WaitAsync(Patience);
        Assert.False(starting.IsCompleted);

        host.Lifetime.StopApplication();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_silo_that_hears_that_it_is_dead_ends_itself_and_its_host_and_nothing_else_in_the_process()
    {
        await using var dying = Host(dashboard: false);
        await using var other = Host(dashboard: false);
        await dying.StartAsync();
        await other.StartAsync();

        dying.Services.GetRequiredService<IFatalErrorHandler>().OnFatalException(this, "I have been told I am dead", null);

        await dying.WaitForShutdownAsync().WaitAsync(Patience);
        Assert.True(dying.Services.GetRequiredService<SiloDeath>().Occurred);
        Assert.False(other.Lifetime.ApplicationStopping.IsCancellationRequested);
        using var http = new HttpClient { BaseAddress = new Uri(other.Urls.Single()) };
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/healthz", "localhost"));
        await other.StopAsync();
    }

    private Task PointToAsync(string server) => File.WriteAllTextAsync(_kubeconfig, $$$"""
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "{{{server}}}"}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = name;
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>What is told of feeds and requests comes about soon after the start, not with it.</summary>
    private static async Task SaysAsync(HttpClient http, string path, HttpStatusCode status, string word)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await http.GetAsync(path);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Equal(status, answer.StatusCode);
            if (text.Contains(word, StringComparison.Ordinal))
            {
                return;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"{path} does not say {word}: {text}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    /// <summary>Within 5 s: whoever waits for the API server takes 20.</summary>
    private async Task StopsAtOnceAsync(WebApplication host)
    {
        var watch = FairWatch.Start();
        await host.StopAsync();
        output.WriteLine($"stopped after {watch}");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"stopped after {watch}");
    }

    private WebApplication Host(bool dashboard, params (Setting Setting, string Value)[] more)
    {
        var (options, failures) = OptionsReader.Read(
            new Dictionary<Setting, string>(more.Select(given => KeyValuePair.Create(given.Setting, given.Value)))
            {
                [Settings.Kubeconfig] = _kubeconfig,
                [Settings.HttpAddress] = "127.0.0.1",
                [Settings.HttpPort] = $"{FreePort.Next()}",
                [Settings.SiloPort] = $"{FreePort.Next()}",
                [Settings.Dashboard] = $"{dashboard}",
                [Settings.LogLevel] = "error",
            },
            File.Exists);
        Assert.Empty(failures);
        return CofferHost.Build(options!);
    }
}
