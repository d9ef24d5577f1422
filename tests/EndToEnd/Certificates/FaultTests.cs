using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;

namespace Coffer.EndToEnd.Tests.Certificates;

/// <summary>Each fault of set-up is told in Vault's words and with its remedy.</summary>
public sealed class FaultTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await house.OpenAsync();
        await _stage.BuildPkiAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("no-role", """{"role":"nope"}""", "unknown role: nope", "spec.role")]
    [InlineData("no-name", """{"commonName":"a.other.test"}""", "common name a.other.test not allowed by this role", "allowed_domains")]
    [InlineData("no-issuer", """{"issuerRef":"nope"}""", "unable to find PKI issuer for reference: nope", "spec.issuerRef")]
    [InlineData("no-ip", """{"ipSans":["x"]}""", "not a valid IP address", "spec.ipSans")]
    [InlineData("both-ends", """{"ttl":"1h","notAfter":"2030-01-01T00:00:00Z"}""", "spec.notAfter")]
    [InlineData("no-cn", """{"commonName":""}""", "the common_name field is required", "spec.commonName")]
    [InlineData("slashes", """{"role":"a/b"}""", "spec.role", "without slashes")]
    public async Task A_fault_is_told_with_its_remedy(string name, string spec, params string[] words)
    {
        await _stage.DeclarePkiAsync(name, manifest => Merge(manifest, spec));

        await _stage.SaysAsync(_stage.PkiSecret(name), "Ready", "False", words);
        Assert.False((bool)(await _stage.Kube.FindAsync(_stage.PkiSecret(name), default))!["status"]!["valid"]!);
        Assert.Null(await _stage.FindSecretAsync(name));
    }

    [Fact]
    public async Task A_mount_that_is_no_pki_and_a_missing_policy_and_a_CA_that_ends_too_soon_are_told_apart()
    {
        await _stage.DeclarePkiAsync("no-pki", manifest => manifest["spec"]!["mount"] = _stage.Vault.Kv);
        await _stage.Pki.WriteRoleAsync(_stage.Pki.Intermediate, "eternal", role =>
        {
            role["ttl"] = "7000h";
            role["max_ttl"] = "7000h";
        });
        await _stage.DeclarePkiAsync("eternal", manifest => manifest["spec"]!["role"] = "eternal");
        await _stage.DeclarePkiAsync("elsewhere", manifest => manifest["spec"]!["mount"] = "no-such-pki");

        await _stage.SaysAsync(
            _stage.PkiSecret("eternal"), "Ready", "False", "beyond the expiration of the CA certificate at", "renew the CA");
        await _stage.SaysAsync(
            _stage.PkiSecret("elsewhere"), "Ready", "False", "no-such-pki/issue/web", "there is no mount 'no-such-pki'", "\"update\"");
        await _stage.SaysAsync(_stage.PkiSecret("no-pki"), "Ready", "False", $"Mount '{_stage.Vault.Kv}' is of type kv-v2");
    }

    private static void Merge(JsonObject manifest, string spec)
    {
        foreach (var (field, value) in JsonNode.Parse(spec)!.AsObject())
        {
            manifest["spec"]![field] = value?.DeepClone();
        }
    }
}
