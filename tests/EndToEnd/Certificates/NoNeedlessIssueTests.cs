using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Certificates;

/// <summary>What does not bring a new certificate: another start of the operator, and the change from the reference to this one.</summary>
public sealed class NoNeedlessIssueTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await Stage.BuildAsync(servers);
        await _stage.BuildPkiAsync();
        await _stage.DeclareLoginAsync();
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_restart_of_the_operator_issues_nothing_and_one_that_missed_a_deletion_issues_one()
    {
        await _stage.StartOperatorAsync();
        await _stage.DeclarePkiAsync("steady");
        await _stage.DeclarePkiAsync("missed");
        var (steady, missed) = (await _stage.SerialAsync("steady"), await _stage.SerialAsync("missed"));
        var issued = (await _stage.Pki.IssuedAsync(_stage.Pki.Intermediate)).Count;
        var version = Version(await _stage.FindSecretAsync("steady"));
        var status = Version(await _stage.Kube.FindAsync(_stage.PkiSecret("steady"), default));

        await _stage.Operator.StopAsync(TimeSpan.FromSeconds(60));
        await _stage.Kube.DeleteAsync(ObjectId.Secret(_stage.App, "missed"), default);
        await _stage.StartOperatorAsync();

        await _stage.SerialAsync("missed", but: missed);
        Assert.Equal(steady, await _stage.SerialAsync("steady"));
        Assert.Equal(version, Version(await _stage.FindSecretAsync("steady")));
        Assert.Equal(status, Version(await _stage.Kube.FindAsync(_stage.PkiSecret("steady"), default)));
        Assert.Equal(issued + 1, (await _stage.Pki.IssuedAsync(_stage.Pki.Intermediate)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_reference_left_is_taken_over_with_its_certificate(bool withStatus)
    {
        await _stage.DeclarePkiAsync("left", manifest =>
        {
            manifest["spec"]!["destination"]!["type"] = "kubernetes.io/tls";
            manifest["metadata"]!["finalizers"] = new JsonArray("vaultpkisecrets.secrets.hashicorp.com/finalizer");
        });
        var data = (await _stage.Vault.Admin.WriteAsync($"{_stage.Pki.Intermediate}/issue/{PkiSite.Role}", new JsonObject
        {
            ["common_name"] = $"left.{PkiSite.Domain}",
            ["ttl"] = "20h",
        }, default))!["data"]!.AsObject();
        var serial = (string)data["serial_number"]!;
        await LeaveAsync("left", data, withStatus);
        var (issued, version) =
            ((await _stage.Pki.IssuedAsync(_stage.Pki.Intermediate)).Count, Version(await _stage.FindSecretAsync("left")));

        await _stage.StartOperatorAsync();
        Assert.Equal(serial, await _stage.SerialAsync("left"));
        Assert.Equal(version, Version(await _stage.FindSecretAsync("left")));
        Assert.Equal(issued, (await _stage.Pki.IssuedAsync(_stage.Pki.Intermediate)).Count);

        await _stage.Kube.MergeAsync(
            _stage.PkiSecret("left"), JsonNode.Parse("""{"spec":{"ttl":"19h"}}""")!.AsObject(), default);
        await _stage.SerialAsync("left", but: serial);
        Assert.Contains("ca.crt", (await _stage.SecretAsync("left"))!.Keys);
        await _stage.Kube.DeleteAsync(_stage.PkiSecret("left"), default);
        await _stage.EventuallyAsync("the object to be gone", _stage.PkiSecret("left"),
            async () => await _stage.Kube.FindAsync(_stage.PkiSecret("left"), default) is null);
    }

    private static string? Version(JsonObject? json) => (string?)json?["metadata"]?["resourceVersion"];

    /// <summary>Secret and status as the reference leaves them for a TLS Secret.</summary>
    private async Task LeaveAsync(string name, JsonObject answer, bool withStatus)
    {
        var uid = (string)(await _stage.Kube.FindAsync(_stage.PkiSecret(name), default))!["metadata"]!["uid"]!;
        var chain = string.Join('\n', answer["ca_chain"]!.AsArray().Select(each => (string)each!));
        var data = new JsonObject
        {
            ["tls.key"] = Base64((string)answer["private_key"]!),
            ["tls.crt"] = Base64($"{(string)answer["certificate"]!}\n{chain}"),
        };
        foreach (var (key, value) in answer)
        {
            data[key] = Base64(key == "ca_chain" ? chain : value!.GetValueKind() == System.Text.Json.JsonValueKind.String
                ? (string)value! : value!.ToJsonString());
        }

        if (withStatus)
        {
            await _stage.Kube.MergeStatusAsync(_stage.PkiSecret(name), new JsonObject
            {
                ["serialNumber"] = (string)answer["serial_number"]!,
                ["expiration"] = (long)answer["expiration"]!,
                ["lastGeneration"] = 1,
                ["lastRotation"] = (long)answer["expiration"]! - (20 * 3600),
                ["secretMAC"] = Convert.ToBase64String(new byte[32]),
                ["valid"] = true,
                ["error"] = "",
            }, default);
        }

        await _stage.ApplyAsync(string.Create(CultureInfo.InvariantCulture, $$"""
            apiVersion: v1
            kind: Secret
            metadata:
              name: {{name}}
              namespace: {{_stage.App}}
              labels:
                app.kubernetes.io/managed-by: hashicorp-vso
                app.kubernetes.io/name: vault-secrets-operator
                app.kubernetes.io/component: secret-sync
                secrets.hashicorp.com/vso-ownerRefUID: {{uid}}
              ownerReferences:
                - { apiVersion: secrets.hashicorp.com/v1beta1, kind: VaultPKISecret, name: {{name}}, uid: {{uid}} }
            type: kubernetes.io/tls
            data: {{data.ToJsonString()}}
            """));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
