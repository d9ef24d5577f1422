using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Certificates;

/// <summary>When a new certificate comes, and when not; what becomes of the old one.</summary>
public sealed class RenewalTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private const string RestartedAt = "vso.secrets.hashicorp.com/restartedAt";

    private Stage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await house.OpenAsync();
        await _stage.BuildPkiAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Before_the_end_comes_the_next_and_rolls_the_workload_and_the_old_one_is_revoked_after_that()
    {
        await _stage.MakeDeploymentAsync("renewed");
        await _stage.DeclarePkiAsync("renewed", manifest =>
        {
            manifest["spec"]!["ttl"] = "30s";
            manifest["spec"]!["expiryOffset"] = "22s";
            manifest["spec"]!["revoke"] = true;
            manifest["spec"]!["rolloutRestartTargets"] = new JsonArray(new JsonObject { ["kind"] = "Deployment", ["name"] = "renewed" });
        });
        var first = await _stage.SerialAsync("renewed");
        Assert.Null(await StampAsync("renewed"));
        await _stage.Kube.MergeAsync(_stage.PkiSecret("renewed"), JsonNode.Parse(
            """{"spec":{"ttl":"10h","expiryOffset":null}}""")!.AsObject(), default);

        var second = await _stage.SerialAsync("renewed", but: first);
        await _stage.EventuallyAsync("the rollout", _stage.PkiSecret("renewed"), async () => await StampAsync("renewed") is not null);
        await RollOutAsync("renewed");
        await _stage.EventuallyAsync("the revocation", _stage.PkiSecret("renewed"), async () =>
            await _stage.Pki.RevokedAsync(_stage.Pki.Intermediate, first) > 0);
        Assert.Equal(0, await _stage.Pki.RevokedAsync(_stage.Pki.Intermediate, second));
        await _stage.SaysAsync(_stage.PkiSecret("renewed"), "RolloutRestart", "True", "Deployment/renewed");
        Assert.Equal(second, await _stage.SerialAsync("renewed"));
    }

    [Fact]
    public async Task A_short_life_is_renewed_again_and_again_before_it_ends()
    {
        await _stage.DeclarePkiAsync("short", manifest => manifest["spec"]!["ttl"] = "9s");

        var first = await _stage.SerialAsync("short");
        var second = await _stage.SerialAsync("short", but: first);
        var third = await _stage.SerialAsync("short", but: second);
        Assert.NotEqual(first, third);
        Assert.Contains(await _stage.EventsAsync(_stage.PkiSecret("short")), seen => seen.Reason == "SecretRotated");
    }

    [Fact]
    public async Task A_Secret_that_is_gone_or_edited_is_filled_with_another_certificate()
    {
        await _stage.DeclarePkiAsync("spoilt");
        var first = await _stage.SerialAsync("spoilt");
        await _stage.Kube.DeleteAsync(ObjectId.Secret(_stage.App, "spoilt"), default);
        var second = await _stage.SerialAsync("spoilt", but: first);
        Assert.Equal(second, (await _stage.SecretAsync("spoilt"))!["serial_number"]);

        await _stage.Kube.MergeAsync(ObjectId.Secret(_stage.App, "spoilt"),
            JsonNode.Parse("""{"data":{"private_key":"Ym9ndXM="}}""")!.AsObject(), default);
        var third = await _stage.SerialAsync("spoilt", but: second);
        await _stage.EventuallyAsync("its key", _stage.PkiSecret("spoilt"), async () =>
            (await _stage.SecretAsync("spoilt"))!["private_key"].StartsWith("-----BEGIN", StringComparison.Ordinal));
        Assert.Equal(third, (await _stage.SecretAsync("spoilt"))!["serial_number"]);
    }

    [Fact]
    public async Task Labels_offsets_and_targets_change_without_a_new_certificate_and_names_with_one()
    {
        await _stage.DeclarePkiAsync("edited");
        var first = await _stage.SerialAsync("edited");
        await ChangeAsync("edited", """{"expiryOffset":"10m","destination":{"labels":{"team":"red"}}}""");
        await _stage.EventuallyAsync("the label", _stage.PkiSecret("edited"), async () =>
            (string?)(await _stage.FindSecretAsync("edited"))!["metadata"]!["labels"]!["team"] == "red");
        await ChangeAsync("edited", """{"expiryOffset":"11m","rolloutRestartTargets":[{"kind":"Deployment","name":"absent"}]}""");
        await _stage.EventuallyAsync("the generation to be noted", _stage.PkiSecret("edited"), async () =>
            await _stage.Kube.FindAsync(_stage.PkiSecret("edited"), default) is { } now
            && (long?)now["status"]!["observedGeneration"] == (long?)now["metadata"]!["generation"]);
        Assert.Equal(first, await _stage.SerialAsync("edited"));

        await ChangeAsync("edited", """{"altNames":["other.example.test"]}""");
        var second = await _stage.SerialAsync("edited", but: first);
        await _stage.Kube.MergeAsync(_stage.PkiSecret("edited"), JsonNode.Parse(
            """{"metadata":{"annotations":{"secrets.hashicorp.com/force-sync":"1"}}}""")!.AsObject(), default);
        await _stage.SerialAsync("edited", but: second);
    }

    private Task<JsonObject> ChangeAsync(string name, string spec) => _stage.Kube.MergeAsync(
        _stage.PkiSecret(name), new JsonObject { ["spec"] = JsonNode.Parse(spec) }, default);

    private async Task<string?> StampAsync(string name) =>
        (string?)(await _stage.Kube.FindAsync(ObjectId.Deployment(_stage.App, name), default))!["spec"]!["template"]!["metadata"]!
            ["annotations"]?[RestartedAt];

    /// <summary>What its controller would say of a Deployment without replicas; where one runs, it has said so already.</summary>
    private async Task RollOutAsync(string name)
    {
        var id = ObjectId.Deployment(_stage.App, name);
        var generation = (long)(await _stage.Kube.FindAsync(id, default))!["metadata"]!["generation"]!;
        await _stage.Kube.MergeStatusAsync(id, new JsonObject { ["observedGeneration"] = generation }, default);
    }
}
