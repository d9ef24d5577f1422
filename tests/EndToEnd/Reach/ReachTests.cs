using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Reach;

/// <summary>What an operator with the switches for tenants who don't trust each other says to manifests that reach further.</summary>
public sealed class ReachTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await Stage.OpenAsync(
            servers, "--cross-namespace-refs=false", "--min-refresh=30s", "--vault-addresses", servers.VaultAddress.Authority);
        await _stage.DeclareLoginAsync();
        await _stage.Vault.PutAsync("demo/config", ("password", "winter"));
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Each_manifest_that_reaches_too_far_is_told_its_field_and_the_setting_and_the_others_are_served()
    {
        await _stage.ApplyAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultConnection
            metadata: { name: elsewhere, namespace: {{_stage.App}} }
            spec: { address: "http://elsewhere.example:8200" }
            ---
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultConnection
            metadata: { name: steering, namespace: {{_stage.App}} }
            spec: { address: "{{servers.VaultAddress}}", headers: { X-Forwarded-For: "10.0.0.1" } }
            ---
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultAuth
            metadata: { name: borrowing, namespace: {{_stage.App}} }
            spec: { vaultConnectionRef: {{_stage.Central}}/vault, method: appRole, mount: approle, appRole: { roleId: r, secretRef: s } }
            ---
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultConnection
            metadata: { name: own, namespace: {{_stage.App}} }
            spec: { address: "{{servers.VaultAddress}}" }
            ---
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultAuth
            metadata: { name: filing, namespace: {{_stage.App}} }
            spec: { vaultConnectionRef: own, method: appRole, mount: approle, appRole: { roleId: r, secretIDPath: /etc/hostname } }
            """);
        await _stage.DeclareAsync("filed", manifest => manifest["spec"]!["vaultAuthRef"] = "filing");
        await _stage.DeclareAsync("fast");

        await TellsAsync(
            "VaultConnection", "elsewhere", "spec.address: elsewhere.example:8200 is not among the addresses that --vault-addresses");
        await TellsAsync("VaultConnection", "steering", "spec.headers: 'X-Forwarded-For'");
        await TellsAsync("VaultAuth", "borrowing", "spec.vaultConnectionRef: --cross-namespace-refs (COFFER_CROSS_NAMESPACE_REFS) is off");
        await _stage.SaysAsync("filed", "Ready", "False", "/etc/hostname", "--files-from (COFFER_FILES_FROM)", _stage.App);
        await _stage.IsReadyAsync("fast");
        await _stage.SaysAsync("fast", "RefreshRaised", "True", "spec.refreshAfter: 2s is raised to 30s");
    }

    private Task TellsAsync(string kind, string name, string words)
    {
        var id = ObjectId.Custom(kind, _stage.App, name);
        return _stage.EventuallyAsync(
            words, id, async () => (await _stage.ConditionsAsync(id)).GetValueOrDefault("Ready") is { Status: "False" } ready
                && ready.Message.Contains(words, StringComparison.Ordinal));
    }
}
