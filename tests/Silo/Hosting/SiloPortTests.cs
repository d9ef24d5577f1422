using Coffer.Silo.Clustering;
using Coffer.Silo.Hosting;
using Coffer.Silo.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Coffer.Silo.Tests.Hosting;

/// <summary>Who can reach a silo from outside: over one port, and over a network only by mutual TLS.</summary>
public sealed class SiloPortTests : IDisposable
{
    private readonly string _kubeconfig = Path.GetTempFileName();

    public SiloPortTests() => File.WriteAllText(_kubeconfig, """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """);

    public void Dispose() => File.Delete(_kubeconfig);

    [Theory]
    [InlineData("localhost", null, false)]
    [InlineData("localhost", "true", true)]
    [InlineData("kubernetes", null, true)]
    public async Task Silos_of_a_network_authenticate_each_other_and_none_has_a_gateway(string clustering, string? tls, bool authenticates)
    {
        var given = new Dictionary<Setting, string> { [Settings.Kubeconfig] = _kubeconfig, [Settings.Clustering] = clustering };
        if (tls is not null)
        {
            given[Settings.SiloTls] = tls;
        }

        var (options, failures) = OptionsReader.Read(given, File.Exists);
        Assert.Empty(failures);
        await using var host = CofferHost.Build(options!);

        Assert.Equal(authenticates, host.Services.GetService<TrustKeeper>() is not null);
        Assert.Equal(0, host.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.GatewayPort);
    }
}
