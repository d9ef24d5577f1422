using System.Text.RegularExpressions;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Proxies;

/// <summary>
/// An operator that reaches everything through a proxy, set as people set it for anything else in a cluster. Only
/// the proxy knows the names.
/// </summary>
public sealed class ProxyTests(Servers servers) : IClassFixture<Servers>
{
    [Fact]
    public async Task The_Kubernetes_API_and_a_Vault_are_reached_through_a_proxy_that_the_first_lines_of_the_log_name()
    {
        using var proxy = new TestProxy();
        await using var stage = await Stage.BuildAsync(servers);
        stage.Variables["HTTPS_PROXY"] = proxy.Address.ToString();
        stage.Variables["HTTP_PROXY"] = proxy.Address.ToString();
        stage.Variables["NO_PROXY"] = "192.0.2.0/24";
        var kubeconfig = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(kubeconfig, Renamed(await File.ReadAllTextAsync(servers.Kubeconfig)));
            await stage.StartOperatorWithAsync(kubeconfig);
            Assert.Contains(stage.Operator.Log, line => line.Contains(
                $"is reached by {proxy.Address.AbsoluteUri.TrimEnd('/')}", StringComparison.Ordinal));
            await stage.DeclareLoginAsync();
            await stage.ApplyAsync($$"""
                apiVersion: secrets.hashicorp.com/v1beta1
                kind: VaultConnection
                metadata: { name: vault, namespace: {{stage.Central}} }
                spec: { address: "http://vault.invalid:{{servers.VaultAddress.Port}}" }
                """);
            await stage.Vault.PutAsync("demo/config", ("password", "winter"));
            await stage.DeclareAsync("proxied");

            await stage.SecretBecomesAsync("proxied", "password", "winter", "proxied");
            Assert.Contains(proxy.Requests, line => line.StartsWith("CONNECT kube.invalid:", StringComparison.Ordinal));
            Assert.Contains(
                proxy.Requests, line => line.Contains($"http://vault.invalid:{servers.VaultAddress.Port}/v1/", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(kubeconfig);
        }
    }

    /// <summary>The name is not in the API server's certificate, which is no matter of this test.</summary>
    private static string Renamed(string kubeconfig) => Regex.Replace(
        Regex.Replace(kubeconfig, @"certificate-authority(-data)?: [^\s,}]+", "insecure-skip-tls-verify: true"),
        @"server: (""?)https://[^:\s]+", "server: $1https://kube.invalid");
}
