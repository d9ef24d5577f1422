using System.Net;
using Coffer.Kube.Api;
using Coffer.Kube.Tests.ClusterTrust;
using Coffer.Kube.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Coffer.Kube.Tests.Watching;

/// <summary>
/// An API server ends the watch of a reader that does not take what it sends, after a moment and a buffer of ten events (its metric
/// <c>apiserver_terminated_watchers_total</c>).
/// </summary>
public sealed class BurstTests
{
    /// <summary>A thousand VaultStaticSecrets and their first status, as a real API server sends them.</summary>
    private const int Burst = 3 * 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_server_can_send_a_burst_of_a_thousand_objects_before_the_first_is_read()
    {
        var sent = new TaskCompletionSource();
        await using var server = await StartAsync(async http =>
        {
            await http.Response.StartAsync();
            await http.Response.Body.WriteAsync(new byte[Burst]);
            await http.Response.Body.FlushAsync();
            sent.SetResult();
            await http.Response.Body.WriteAsync("\n"u8.ToArray());
        });
        await using var kube = new KubeHarness(server.Urls.Single());

        await using var watch = await OpenAsync(kube);

        await sent.Task.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_watch_has_a_connection_that_no_other_request_shares()
    {
        var connections = new Dictionary<string, string>();
        await using var server = await StartAsync(http =>
        {
            connections[http.Request.Query.ContainsKey("watch") ? "watch" : "request"] = http.Connection.Id;
            return http.Response.WriteAsync("{}");
        });
        await using var kube = new KubeHarness(server.Urls.Single());

        await using var watch = await OpenAsync(kube);
        await kube.Get<IApiServer>()
            .SendAsync(new ApiRequest("get", new ApiTarget(ApiType.ConfigMaps, "app", "x")), CancellationToken.None);

        Assert.NotEqual(connections["request"], connections["watch"]);
    }

    private static Task<ApiStream> OpenAsync(KubeHarness kube) =>
        kube.Get<IApiServer>()
            .OpenAsync(new ApiRequest("watch", new ApiTarget(ApiType.ConfigMaps, "app")) { Query = "watch=1" }, CancellationToken.None);

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Pems.Root)));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }
}
