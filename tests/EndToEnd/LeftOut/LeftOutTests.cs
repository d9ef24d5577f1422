using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.LeftOut;

/// <summary>
/// Each step of the story left out in turn: a condition and an Event name the object, what the server answered, and the remedy, as it can
/// be copied where it is a command. The servers' words are recorded ones; where Vault and OpenBao differ, either will do.
/// </summary>
public sealed class LeftOutTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync() => _stage = await house.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public Task No_ServiceAccount() => ComplainsAsync(
        new Declared("no-account") { Account = "nobody" }, "serviceaccounts \"nobody\" not found",
        $"kubectl create serviceaccount nobody -n {_stage.App}");

    [Fact]
    public Task Namespace_not_allowed() => ComplainsAsync(
        new Declared("not-allowed") { AllowedNamespaces = "elsewhere" }, "spec.allowedNamespaces is [elsewhere]",
        $"VaultAuth {_stage.Central}/not-allowed", $"Add {_stage.App} there");

    [Fact]
    public Task Wrong_auth_mount() => ComplainsAsync(
        new Declared("wrong-auth-mount") { AuthMount = "no-such-mount" },
        "permission denied|missing client token", "correct spec.mount", "'vault auth enable -path=no-such-mount kubernetes'");

    [Fact]
    public Task Wrong_secrets_mount() => ComplainsAsync(
        new Declared("wrong-mount") { Mount = "no-such-mount" },
        "permission denied|no handler for route",
        "spec.mount: there is no mount 'no-such-mount'|correct spec.path, spec.mount or spec.type",
        "add path \"no-such-mount/data/demo/config\"|vault kv put -mount=no-such-mount");

    [Fact]
    public Task Role_missing() => ComplainsAsync(
        new Declared("no-role") { Role = "no-such-role" },
        "invalid role name \"no-such-role\"",
        $"Create it: vault write auth/{_stage.Vault.Auth}/role/no-such-role bound_service_account_names=reader");

    [Fact]
    public async Task Policy_missing()
    {
        await _stage.Vault.WriteRoleAsync("powerless", "reader", _stage.App, "default");
        await ComplainsAsync(
            new Declared("no-policy") { Role = "powerless" },
            "permission denied",
            $"no policy of the role allows it: add path \"{_stage.Vault.Kv}/data/demo/config\" {{ capabilities = [\"read\"] }}");
    }

    [Fact]
    public Task Path_missing() => ComplainsAsync(
        new Declared("no-path") { Path = "demo/nothing" }, "404", $"vault kv put -mount={_stage.Vault.Kv} demo/nothing",
        "correct spec.path");

    [Fact]
    public async Task Sealed_Vault()
    {
        await using var proxy = await VaultProxy.StartAsync(house.Servers.VaultAddress, VaultMood.Sealed);
        await ComplainsAsync(
            new Declared("sealed") { Address = proxy.Address }, "Vault is sealed", $"{_stage.Central}/sealed", "'vault operator unseal'");
        await RecoversAsync(proxy, "sealed");
    }

    [Fact]
    public async Task Wrong_CA()
    {
        using var theirs = VaultProxy.SelfSigned("theirs");
        using var ours = VaultProxy.SelfSigned("ours");
        await using var proxy = await VaultProxy.StartAsync(house.Servers.VaultAddress, VaultMood.Well, theirs);
        await _stage.ApplyAsync($$"""
            apiVersion: v1
            kind: Secret
            metadata: { name: wrong-ca, namespace: {{_stage.Central}} }
            stringData: { ca.crt: {{System.Text.Json.JsonSerializer.Serialize(ours.ExportCertificatePem())}} }
            """);
        await ComplainsAsync(
            new Declared("wrong-ca") { Address = proxy.Address, Connection = "caCertSecretRef: wrong-ca" },
            "certificate", proxy.Address,
            $"under ca.crt into the Secret that spec.caCertSecretRef of VaultConnection {_stage.Central}/wrong-ca names");
    }

    [Fact]
    public Task Vault_down()
    {
        var nowhere = $"http://127.0.0.1:{FreePort.Next()}";
        return ComplainsAsync(
            new Declared("down") { Address = nowhere },
            "connection refused",
            $"Check that Vault runs at {nowhere}|Check that Vault at {nowhere}/ runs",
            $"correct spec.address of VaultConnection {_stage.Central}/down");
    }

    [Fact]
    public async Task Namespace_ignored_by_the_server()
    {
        await using var proxy = await VaultProxy.StartAsync(house.Servers.VaultAddress, VaultMood.DeafToNamespaces);
        await ComplainsAsync(
            new Declared("deaf") { Address = proxy.Address, Secret = "namespace: tenant" },
            "takes no notice of Vault namespaces", $"{_stage.Central}/deaf", "remove the namespace, or use OpenBao or Vault Enterprise");
    }

    /// <summary>
    /// Declares it and waits for a False condition and a Warning Event on the VaultStaticSecret that both have all of these words
    /// (alternatives are split by a bar); no Secret is made.
    /// </summary>
    private async Task ComplainsAsync(Declared declared, params string[] words)
    {
        var id = ObjectId.Custom("VaultStaticSecret", _stage.App, declared.Name);
        await _stage.ApplyAsync(declared.Manifests(_stage));

        await _stage.EventuallyAsync($"a condition with {string.Join(", ", words)}", id, async () =>
            (await _stage.ConditionsAsync(id)).Values.Any(condition => condition.Status == "False" && Has(condition.Message, words)));
        await _stage.EventuallyAsync($"an Event with {string.Join(", ", words)}", id, async () =>
            (await _stage.EventsAsync(id)).Any(seen => seen.Type == "Warning" && Has(seen.Message, words)));
        Assert.Equal("False", (await _stage.ConditionsAsync(id))["Ready"].Status);
        Assert.Null(await _stage.SecretAsync(declared.Name));
    }

    private async Task RecoversAsync(VaultProxy proxy, string name)
    {
        proxy.Mood = VaultMood.Well;
        await _stage.SecretBecomesAsync(name, "password", "winter", name);
    }

    private static bool Has(string text, string[] words) =>
        words.All(word => word.Split('|').Any(choice => text.Contains(choice, StringComparison.Ordinal)));
}
