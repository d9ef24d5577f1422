using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;
using Xunit.Abstractions;

namespace Coffer.EndToEnd.Tests.Neighbours;

/// <summary>A thousand broken objects of one tenant hold up nobody else.</summary>
public sealed class NeighbourTests(Servers servers, ITestOutputHelper output) : IClassFixture<Servers>, IAsyncLifetime
{
    private const int Broken = 1000;

    /// <summary>The aim is 2 s; a loaded build machine is given more. With the broken ones in front it would take minutes.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private Stage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await Stage.OpenAsync(servers);
        await _stage.DeclareLoginAsync();
        await _stage.Vault.PutAsync("demo/config", ("password", "winter"));
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Theory]
    [InlineData("absent")]
    [InlineData("hanging")]
    public async Task A_new_object_has_its_Secret_soon_beside_a_thousand_whose_login_is(string auth)
    {
        await using var proxy = await VaultProxy.StartAsync(servers.VaultAddress, VaultMood.Hanging);
        await DeclareHangingAsync(proxy);
        await Parallel.ForEachAsync(Enumerable.Range(0, Broken), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
            await _stage.DeclareAsync($"{auth}-{number}", manifest => manifest["spec"]!["vaultAuthRef"] = $"{_stage.Central}/{auth}"));

        var watch = FairWatch.Start();
        await _stage.DeclareAsync($"beside-{auth}");
        await _stage.EventuallyAsync("the other tenant's Secret", _stage.StaticSecret($"beside-{auth}"),
            async () => await _stage.SecretAsync($"beside-{auth}") is not null);
        output.WriteLine($"the other tenant's Secret was there after {watch}");
        Assert.True(watch.Elapsed < Soon, $"{watch}");
    }

    private Task DeclareHangingAsync(VaultProxy proxy) => _stage.ApplyAsync($$"""
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultConnection
        metadata: { name: hanging, namespace: {{_stage.Central}} }
        spec: { address: "{{proxy.Address}}" }
        ---
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultAuth
        metadata: { name: hanging, namespace: {{_stage.Central}} }
        spec:
          vaultConnectionRef: hanging
          method: kubernetes
          mount: {{_stage.Vault.Auth}}
          kubernetes: { role: {{VaultSite.Role}}, serviceAccount: reader }
          allowedNamespaces: [{{_stage.App}}]
        """);
}
