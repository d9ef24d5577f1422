using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Auths;

/// <summary>VaultAuths that leave to a VaultAuthGlobal what they share.</summary>
public sealed class VaultAuthGlobalTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync() => _stage = await house.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_VaultAuth_that_says_nothing_itself_logs_in_by_the_global_and_both_tell_so()
    {
        await GlobalAsync("whole", _stage.Central, "reader");
        await AuthAsync("whole", $"name: whole, namespace: {_stage.Central}");
        await _stage.SecretBecomesAsync("whole", "password", "winter", "whole");

        await AuthSaysAsync("whole", "Available", "True",
            $"merged with VaultAuthGlobal {_stage.Central}/whole", $"mount {_stage.Vault.Auth} (from it)", "role 'reader' (from it)");
        await AuthSaysAsync("whole", "Ready", "True");
        await SaysAsync(Global("whole", _stage.Central), "Ready", "True", "can be used");
        Assert.True((bool)(await _stage.Kube.FindAsync(Global("whole", _stage.Central), default))!["status"]!["valid"]!);
    }

    [Fact]
    public async Task A_change_is_followed_at_once_and_a_wrong_one_is_told_by_its_secrets()
    {
        await GlobalAsync("changing", _stage.Central, "no-such-role");
        await AuthAsync("changing", $"name: changing, namespace: {_stage.Central}");
        await _stage.SaysAsync("changing", "Ready", "False", "role 'no-such-role'");

        await GlobalAsync("changing", _stage.Central, "reader");
        await _stage.SecretBecomesAsync("changing", "password", "winter", "changing");

        await GlobalAsync("changing", _stage.Central, "none-again");
        await _stage.SaysAsync("changing", "Ready", "False", "role 'none-again'");
        Assert.Equal("winter", (await _stage.SecretAsync("changing"))!["password"]);
    }

    [Fact]
    public async Task A_deleted_global_is_named_and_no_Secret_is_harmed()
    {
        await GlobalAsync("leaving", _stage.Central, "reader");
        await AuthAsync("leaving", $"name: leaving, namespace: {_stage.Central}");
        await _stage.SecretBecomesAsync("leaving", "password", "winter", "leaving");

        await _stage.Kube.DeleteAsync(Global("leaving", _stage.Central), default);
        await AuthSaysAsync("leaving", "Ready", "False", $"VaultAuthGlobal {_stage.Central}/leaving does not exist");
        await AuthSaysAsync("leaving", "Available", "False", $"VaultAuthGlobal {_stage.Central}/leaving does not exist");
        await _stage.SaysAsync("leaving", "Ready", "False", $"VaultAuthGlobal {_stage.Central}/leaving does not exist");
        Assert.Equal("winter", (await _stage.SecretAsync("leaving"))!["password"]);

        await GlobalAsync("leaving", _stage.Central, "reader");
        await _stage.IsReadyAsync("leaving");
    }

    [Fact]
    public async Task A_global_that_does_not_allow_the_namespace_and_one_that_can_not_be_used_say_so()
    {
        await GlobalAsync("closed", _stage.Central, "reader", allowed: "others");
        await AuthAsync("closed", $"name: closed, namespace: {_stage.Central}");
        await AuthSaysAsync("closed", "Available", "False",
            $"namespace {_stage.App} may not use VaultAuthGlobal {_stage.Central}/closed", "spec.allowedNamespaces");

        await _stage.ApplyAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultAuthGlobal
            metadata: { name: broken, namespace: {{_stage.Central}} }
            spec: { headers: { X-Vault-Token: t } }
            """);
        await SaysAsync(Global("broken", _stage.Central), "Ready", "False", "spec.headers", "X-Vault-Token");
    }

    [Fact]
    public async Task The_default_of_the_operators_namespace_is_found_without_its_name()
    {
        await AuthAsync("by-default", "allowDefault: true");
        await AuthSaysAsync("by-default", "Ready", "False", $"{_stage.App}/default", $"{_stage.Home}/default");

        await GlobalAsync("default", _stage.Home, "reader");
        await _stage.SecretBecomesAsync("by-default", "password", "winter", "by-default");

        // A nearer one takes its place when it comes.
        await GlobalAsync("default", _stage.App, "none-near");
        await _stage.SaysAsync("by-default", "Ready", "False", "role 'none-near'");
    }

    /// <summary>Each change costs one login; what is read with it stays where it is, and is not read before its time.</summary>
    [Fact]
    public async Task A_change_that_moves_no_secret_has_none_read()
    {
        await GlobalAsync("costs", _stage.Central, "reader");
        await AuthAsync("costs", $"name: costs, namespace: {_stage.Central}", refreshAfter: "1h");
        await _stage.SecretBecomesAsync("costs", "password", "winter", "costs");
        await _stage.IsReadyAsync("costs");
        var synced = await SyncedAtAsync("costs");

        foreach (var (seconds, logins) in new[] { (700, 2), (800, 3) })
        {
            await GlobalAsync("costs", _stage.Central, "reader", seconds: seconds);
            await _stage.EventuallyAsync($"{logins} logins", _stage.StaticSecret("costs"), async () =>
                (await _stage.PageAsync("/metrics")).Split('\n').Any(line =>
                    line.StartsWith("coffer_logins_total", StringComparison.Ordinal)
                    && line.Contains($"auth=\"{_stage.App}/costs\"", StringComparison.Ordinal)
                    && line.Contains($"}} {logins}", StringComparison.Ordinal)));
        }

        Assert.Equal(synced, await SyncedAtAsync("costs"));
        await _stage.IsReadyAsync("costs");
    }

    private async Task<string?> SyncedAtAsync(string name) =>
        (string?)(await _stage.Kube.FindAsync(_stage.StaticSecret(name), default))?["status"]?["snapshot"]?["lastSyncTime"];

    private static ObjectId Global(string name, string ns) => ObjectId.Custom("VaultAuthGlobal", ns, name);

    private Task GlobalAsync(string name, string ns, string role, string allowed = "", int seconds = 600) => _stage.ApplyAsync($$"""
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultAuthGlobal
        metadata: { name: {{name}}, namespace: {{ns}} }
        spec:
          allowedNamespaces: ["{{(allowed.Length > 0 ? allowed : _stage.App)}}"]
          vaultConnectionRef: {{_stage.Central}}/vault
          defaultAuthMethod: kubernetes
          defaultMount: {{_stage.Vault.Auth}}
          kubernetes: { role: {{role}}, serviceAccount: reader, tokenExpirationSeconds: {{seconds}} }
        """);

    /// <summary>A VaultAuth of the application namespace that has a reference and nothing else, and a secret that uses it.</summary>
    private async Task AuthAsync(string name, string reference, string refreshAfter = "2s")
    {
        await _stage.ApplyAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultAuth
            metadata: { name: {{name}}, namespace: {{_stage.App}} }
            spec: { vaultAuthGlobalRef: { {{reference}} } }
            """);
        await _stage.DeclareAsync(name, manifest =>
        {
            manifest["spec"]!["vaultAuthRef"] = name;
            manifest["spec"]!["refreshAfter"] = refreshAfter;
        });
    }

    private Task AuthSaysAsync(string name, string type, string status, params string[] words) =>
        SaysAsync(ObjectId.Custom("VaultAuth", _stage.App, name), type, status, words);

    private Task SaysAsync(ObjectId id, string type, string status, params string[] words) => _stage.EventuallyAsync(
        $"{type}={status} with {string.Join(", ", words)}", id, async () =>
            (await _stage.ConditionsAsync(id)).GetValueOrDefault(type) is { } condition && condition.Status == status
            && words.All(word => condition.Message.Contains(word, StringComparison.OrdinalIgnoreCase)));
}
