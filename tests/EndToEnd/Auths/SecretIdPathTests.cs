using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;

namespace Coffer.EndToEnd.Tests.Auths;

/// <summary>
/// Files of the operator that <c>appRole.secretIDPath</c> names: only below folders that the settings open to the VaultAuth's namespace.
/// </summary>
public sealed class SecretIdPathTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coffer-files-");

    private Stage _stage = null!;

    private string AppRole => $"approle-{_stage.Vault.Policy}";

    private string Opened => Path.Combine(_folder.FullName, "opened");

    private string Closed => Path.Combine(_folder.FullName, "closed");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Opened);
        Directory.CreateDirectory(Closed);
        _stage = await Stage.BuildAsync(servers);
        await _stage.Vault.PutAsync("demo/config", ("password", "winter"));
    }

    public async Task DisposeAsync()
    {
        await _stage.Vault.Admin.DeleteAsync($"sys/auth/{AppRole}", default);
        await _stage.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_a_setting_no_file_is_read_and_with_one_only_what_really_lies_in_its_folder()
    {
        var (role, secret) = await _stage.Vault.MountAppRoleAsync(
            AppRole, "reader", new JsonObject { ["token_policies"] = _stage.Vault.Policy });
        await File.WriteAllTextAsync(Path.Combine(Opened, "id"), secret);
        await File.WriteAllTextAsync(Path.Combine(Closed, "id"), secret);
        File.CreateSymbolicLink(Path.Combine(Opened, "link"), Path.Combine(Closed, "id"));

        await _stage.StartOperatorAsync();
        await _stage.DeclareLoginAsync();
        await DeclareAsync("home", _stage.Home, role, Path.Combine(Opened, "id"));
        await RefusedAsync("home", _stage.Home);

        await _stage.Operator.StopAsync(TimeSpan.FromSeconds(60));
        await _stage.StartOperatorAsync("--files-from", Opened);
        await _stage.SecretBecomesAsync("home", "password", "winter", "home");
        await DeclareAsync("tenant", _stage.App, role, Path.Combine(Opened, "id"));
        await DeclareAsync("outside", _stage.Home, role, Path.Combine(Closed, "id"));
        await DeclareAsync("linked", _stage.Home, role, Path.Combine(Opened, "link"));
        await RefusedAsync("tenant", _stage.App);
        await RefusedAsync("outside", _stage.Home);
        await RefusedAsync("linked", _stage.Home);
    }

    private Task RefusedAsync(string name, string ns) => _stage.SaysAsync(
        name, "Ready", "False", $"is not below a folder that --files-from (COFFER_FILES_FROM) opens to manifests of namespace {ns}",
        "use a Secret instead");

    private async Task DeclareAsync(string name, string ns, string role, string path)
    {
        await _stage.ApplyAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultAuth
            metadata: { name: {{name}}, namespace: {{ns}} }
            spec:
              vaultConnectionRef: {{_stage.Central}}/vault
              allowedNamespaces: ["{{_stage.App}}"]
              method: appRole
              mount: {{AppRole}}
              appRole: { roleId: {{role}}, secretIDPath: {{path}} }
            """);
        await _stage.DeclareAsync(name, manifest => manifest["spec"]!["vaultAuthRef"] = $"{ns}/{name}");
    }
}
