using System.Net;
using Coffer.Silo.Hosting;
using Coffer.Silo.Options;
using Coffer.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coffer.Playground.Hosting;

/// <summary>Several silos of one operator in this process; the first one shows the dashboard.</summary>
internal sealed class SiloGroup : IAsyncDisposable
{
    private readonly List<WebApplication> _silos = [];

    /// <summary>Base addresses of the silos' HTTP endpoints.</summary>
    public List<Uri> Addresses { get; } = [];

    public Uri Dashboard => new(Addresses[0], "/dashboard/");

    public async Task StartAsync(string kubeconfig, int count, LogLevel level, CancellationToken cancellation)
    {
        var primary = FreePort.Next();
        for (var number = 0; number < count; number++)
        {
            var options = Options(kubeconfig, number == 0 ? primary : FreePort.Next(), primary, level, dashboard: number == 0);
            var silo = CofferHost.Build(options, static builder => builder.Services.AddSingleton<IHostLifetime, NoSignals>());
            _silos.Add(silo);
            Addresses.Add(new Uri($"http://127.0.0.1:{options.Http.Port}"));
            await silo.StartAsync(cancellation);
        }
    }

    /// <summary>Waits until all silos say that they are ready.</summary>
    public async Task ReadyAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient();
        foreach (var address in Addresses)
        {
            await Until.SeenAsync($"{address}readyz to say 200", TimeSpan.FromSeconds(60), async () =>
            {
                using var response = await http.GetAsync(new Uri(address, "/readyz"), cancellation);
                return (response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellation));
            }, cancellation);
        }
    }

    /// <summary>Stops the last silo first: the first one keeps the table of members.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Enumerable.Reverse(_silos))
        {
            await silo.StopAsync();
            await silo.DisposeAsync();
        }
    }

    private static CofferOptions Options(string kubeconfig, int siloPort, int primaryPort, LogLevel level, bool dashboard)
    {
        var defaults = OptionsReader.Defaults();
        return defaults with
        {
            Kubernetes = defaults.Kubernetes with { Kubeconfig = kubeconfig, OperatorNamespace = "coffer-system" },
            Http = new HttpSettings(IPAddress.Loopback, FreePort.Next(), dashboard),
            Cluster = defaults.Cluster with { SiloPort = siloPort, PrimarySiloPort = primaryPort },
            Log = new LogSettings(level, LogFormat.Text),
        };
    }
}
