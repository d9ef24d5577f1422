using System.Text.Json.Nodes;
using Coffer.Cli.CommandLine;
using Coffer.Cli.Output;
using Coffer.EndToEnd.Tests.Harness;

namespace Coffer.EndToEnd.Tests.CommandLine;

/// <summary>The command line beside a running operator: what it tells is what the operator says and does.</summary>
public sealed class CommandLineTests(SharedStage shared) : IClassFixture<SharedStage>
{
    [Fact]
    public async Task A_secret_is_synced_and_its_way_told()
    {
        var stage = await DeclareAsync("shown");
        await stage.Vault.PutAsync("shown", ("password", "second"));
        var sync = await RunAsync(stage, "sync", "vss/shown", "--wait", "-o", "json");

        Assert.Equal((0, ""), (sync.Code, sync.Error));
        Assert.Equal("Synced", (string?)JsonNode.Parse(sync.Output)!["results"]![0]!["state"]);
        Assert.Equal("second", (await stage.SecretAsync("shown"))!["password"]);

        var status = await RunAsync(stage, "status", "shown");
        Assert.True(status.Code == 0, status.Output);
        Assert.Contains("version 2", status.Output, StringComparison.Ordinal);
        var explained = await RunAsync(stage, "explain", "shown");
        Assert.True(explained.Code == 0, explained.Output);
        var history = await RunAsync(stage, "history", "shown");
        Assert.Contains("ForceSync", history.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("second", status.Output + explained.Output + history.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_synced_ends_with_1_and_the_operators_words()
    {
        var stage = await DeclareAsync("refused");
        await stage.Vault.PutAsync("refused", ("bad key", "x"));
        var (code, output, _) = await RunAsync(stage, "sync", "refused", "--wait");

        Assert.Equal(1, code);
        Assert.Contains("FAILED  VaultStaticSecret/", output, StringComparison.Ordinal);
        Assert.Contains("bad key", output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync(stage, "status")).Code);
    }

    private async Task<Stage> DeclareAsync(string name)
    {
        var stage = await shared.OpenAsync();
        await stage.Vault.PutAsync(name, ("password", "first"));
        await stage.DeclareAsync(name, manifest => manifest["spec"]!["refreshAfter"] = "1h", name);
        await stage.IsReadyAsync(name);
        return stage;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(Stage stage, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CofferCli.RunAsync(
            [.. args, "-n", stage.App, "--operator-namespace", stage.Home, "--kubeconfig", shared.Servers.Kubeconfig],
            new Terminal { In = TextReader.Null, Out = output, Error = error }, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
