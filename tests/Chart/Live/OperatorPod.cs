using System.Net;
using Coffer.Chart.Tests.Support;
using Coffer.Silo.Hosting;
using Coffer.Silo.Options;
using Coffer.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Coffer.Chart.Tests.Live;

/// <summary>
/// The operator with the very flags of a rendered Deployment, but for what only a pod has: in this process, on free ports, with a token of
/// the rendered ServiceAccount in a kubeconfig.
/// </summary>
internal sealed class OperatorPod : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(180);

    private readonly WebApplication _silo;
    private readonly Uri _http;

    private OperatorPod(WebApplication silo, int port) => (_silo, _http) = (silo, new Uri($"http://127.0.0.1:{port}"));

    public static async Task<OperatorPod> StartAsync(Manifest deployment, string kubeconfig, CancellationToken cancellation)
    {
        var port = FreePort.Next();
        var given = deployment.At("spec/template/spec/containers/0/args")!.AsArray().Skip(1)
            .Select(argument => ((string)argument!).Split('=', 2))
            .ToDictionary(pair => Settings.All.Single(setting => setting.Flag == pair[0]), pair => pair[1]);
        given[Settings.Kubeconfig] = kubeconfig;
        given[Settings.OperatorNamespace] = deployment.Namespace!;
        given[Settings.HttpAddress] = given[Settings.AdvertisedAddress] = $"{IPAddress.Loopback}";
        given[Settings.HttpPort] = $"{port}";
        given[Settings.SiloPort] = $"{FreePort.Next()}";
        given[Settings.SiloName] = $"coffer-{port}";
        given[Settings.LogLevel] = "error";
        var (options, failures) = OptionsReader.Read(given, File.Exists);
        Assert.Empty(failures);
        var pod = new OperatorPod(CofferHost.Build(options!, builder => builder.Services.AddSingleton<IHostLifetime, NoSignals>()), port);
        await pod._silo.StartAsync(cancellation).WaitAsync(StartLimit, TimeProvider.System, cancellation);
        return pod;
    }

    public Task ReadyAsync(CancellationToken cancellation) => Until.SeenAsync($"{_http}readyz to say 200", StartLimit, async () =>
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(_http, "/readyz"), cancellation);
        return (response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellation));
    }, cancellation);

    /// <summary>What the HTTP port answers with 200 to a GET.</summary>
    public async Task<string> PageAsync(string path)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(_http, path));
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.StopAsync();
        await _silo.DisposeAsync();
    }
}
