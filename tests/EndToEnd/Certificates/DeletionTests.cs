using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Certificates;

/// <summary>What becomes of certificate and Secret when a VaultPKISecret is deleted.</summary>
public sealed class DeletionTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private const string Finalizer = "coffer.secrets.hashicorp.com/revoke";

    private Stage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await house.OpenAsync();
        await _stage.BuildPkiAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task With_revoke_the_certificate_is_revoked_before_the_object_is_gone()
    {
        await _stage.DeclarePkiAsync("revoked", manifest => manifest["spec"]!["revoke"] = true);
        var serial = await _stage.SerialAsync("revoked");
        Assert.Equal([Finalizer], await FinalizersAsync("revoked"));

        await GoneAsync("revoked");
        Assert.NotEqual(0, await _stage.Pki.RevokedAsync(_stage.Pki.Intermediate, serial));
    }

    [Fact]
    public async Task Without_revoke_there_is_no_finalizer_and_nothing_is_revoked()
    {
        await _stage.DeclarePkiAsync("kept");
        var serial = await _stage.SerialAsync("kept");
        Assert.Empty(await FinalizersAsync("kept"));

        await GoneAsync("kept");
        Assert.Equal(0, await _stage.Pki.RevokedAsync(_stage.Pki.Intermediate, serial));
    }

    [Fact]
    public async Task The_finalizer_comes_and_goes_with_the_wish()
    {
        await _stage.DeclarePkiAsync("wavering");
        var serial = await _stage.SerialAsync("wavering");
        await RevokeAsync("wavering", true);
        await _stage.EventuallyAsync("the finalizer", _stage.PkiSecret("wavering"), async () =>
            (await FinalizersAsync("wavering")).SequenceEqual([Finalizer]));
        await RevokeAsync("wavering", false);
        await _stage.EventuallyAsync("no finalizer", _stage.PkiSecret("wavering"), async () =>
            (await FinalizersAsync("wavering")).Count == 0);
        Assert.Equal(serial, await _stage.SerialAsync("wavering"));
    }

    [Theory]
    [InlineData("cleared", false)]
    [InlineData("cleared-revoked", true)]
    public async Task A_Secret_of_others_is_emptied_of_what_is_ours(string name, bool revoke)
    {
        await _stage.MakeSecretAsync(name, "theirs", "stays");
        await _stage.DeclarePkiAsync(name, manifest =>
        {
            manifest["spec"]!["revoke"] = revoke;
            manifest["spec"]!["clear"] = true;
            manifest["spec"]!["destination"]!["create"] = false;
        });
        await _stage.SerialAsync(name);
        Assert.Contains("private_key", (await _stage.SecretAsync(name))!.Keys);

        await GoneAsync(name);
        await _stage.EventuallyAsync("only their key", _stage.PkiSecret(name), async () =>
            (await _stage.SecretAsync(name))!.Keys.SequenceEqual(["theirs"]));
    }

    private Task RevokeAsync(string name, bool wish) => _stage.Kube.MergeAsync(
        _stage.PkiSecret(name), new JsonObject { ["spec"] = new JsonObject { ["revoke"] = wish } }, default);

    private async Task<IReadOnlyList<string>> FinalizersAsync(string name) =>
        [.. ((await _stage.Kube.FindAsync(_stage.PkiSecret(name), default))!["metadata"]!["finalizers"]?.AsArray() ?? [])
            .Select(each => (string)each!)];

    private async Task GoneAsync(string name)
    {
        await _stage.Kube.DeleteAsync(_stage.PkiSecret(name), default);
        await _stage.EventuallyAsync("it to be gone", _stage.PkiSecret(name), async () =>
            await _stage.Kube.FindAsync(_stage.PkiSecret(name), default) is null);
    }
}
