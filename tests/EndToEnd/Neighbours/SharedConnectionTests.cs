using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;
using Xunit.Abstractions;

namespace Coffer.EndToEnd.Tests.Neighbours;

/// <summary>Two tenants share one VaultConnection, and all that one of them reads hangs.</summary>
public sealed class SharedConnectionTests(Servers servers, ITestOutputHelper output) : IClassFixture<Servers>, IAsyncLifetime
{
    private const int Hanging = 100;

    /// <summary>
    /// The aim is 3 s; a loaded build machine is given more. With the hanging ones in front, or with a circuit that they
    /// open, it would take minutes.
    /// </summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private Stage _stage = null!;
    private VaultProxy _vault = null!;

    public async Task InitializeAsync()
    {
        _stage = await Stage.OpenAsync(servers);
        _vault = await VaultProxy.StartAsync(servers.VaultAddress, VaultMood.Well);
        _vault.HangingPath = "/slow-";
        await _stage.Vault.WriteRoleAsync("neighbour", "reader", _stage.Central, _stage.Vault.Policy);
        await DeclareAsync();
        await _stage.Vault.PutAsync("demo/config", ("password", "winter"));
    }

    public async Task DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _vault.DisposeAsync();
    }

    [Fact]
    public async Task A_new_object_has_its_Secret_soon_beside_a_hundred_of_another_namespace_that_hang_at_the_same_Vault()
    {
        await _stage.DeclareAsync("well", Shared);
        await _stage.IsReadyAsync("well");
        await Parallel.ForEachAsync(Enumerable.Range(0, Hanging), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
            await _stage.DeclareAsync($"slow-{number}", Shared, $"slow-{number}"));
        await _stage.SaysAsync("slow-0", "Ready", "False");

        for (var round = 0; round < 3; round++)
        {
            var (name, watch) = ($"beside-{round}", FairWatch.Start());
            await _stage.DeclareAsync(name, manifest =>
            {
                manifest["metadata"]!["namespace"] = _stage.Central;
                manifest["spec"]!["vaultAuthRef"] = "neighbour";
            });
            await _stage.EventuallyAsync(
                "the other tenant's Secret", ObjectId.Custom("VaultStaticSecret", _stage.Central, name),
                async () => await _stage.Kube.FindAsync(ObjectId.Secret(_stage.Central, name), default) is not null);
            output.WriteLine($"the other tenant's Secret was there after {watch}");
            Assert.True(watch.Elapsed < Soon, $"{watch}");
        }

        Assert.Equal(
            "True", (await _stage.ConditionsAsync(ObjectId.Custom("VaultConnection", _stage.Central, "shared")))["Healthy"].Status);
    }

    private void Shared(System.Text.Json.Nodes.JsonObject manifest) => manifest["spec"]!["vaultAuthRef"] = $"{_stage.Central}/tenant";

    private Task DeclareAsync() => _stage.ApplyAsync($$"""
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: reader, namespace: {{_stage.Central}} }
        ---
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultConnection
        metadata: { name: shared, namespace: {{_stage.Central}} }
        spec: { address: "{{_vault.Address}}" }
        ---
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultAuth
        metadata: { name: tenant, namespace: {{_stage.Central}} }
        spec:
          vaultConnectionRef: shared
          method: kubernetes
          mount: {{_stage.Vault.Auth}}
          kubernetes: { role: {{VaultSite.Role}}, serviceAccount: reader }
          allowedNamespaces: [{{_stage.App}}]
        ---
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultAuth
        metadata: { name: neighbour, namespace: {{_stage.Central}} }
        spec:
          vaultConnectionRef: shared
          method: kubernetes
          mount: {{_stage.Vault.Auth}}
          kubernetes: { role: neighbour, serviceAccount: reader }
        """);
}
