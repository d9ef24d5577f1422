using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.LostDefinitions;

/// <summary>
/// The CRDs are deleted under a running operator, all resources with them, and applied again with the same manifests. It needs an API
/// server that nobody else uses.
/// </summary>
public sealed partial class LostDefinitionsTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    private readonly Servers _servers = Servers.Spare();

    public Task InitializeAsync() => _servers.InitializeAsync();

    public Task DisposeAsync() => _servers.DisposeAsync();

    [Fact]
    public async Task Resources_that_come_back_with_their_definitions_are_served_and_nothing_is_rolled()
    {
        await using var stage = await Stage.OpenAsync(_servers);
        await stage.MakeDeploymentAsync("app");
        await stage.Vault.PutAsync("demo/config", ("password", "one"));
        await DeclareAsync(stage);
        await stage.SecretBecomesAsync("app", "password", "one", "app");
        await stage.IsReadyAsync("app");
        var before = await RequestsAsync(stage);
        var watch = FairWatch.Start();

        await LoseAsync(stage.Kube);
        await ReadyzSaysAsync(stage, HttpStatusCode.ServiceUnavailable, "vaultstaticsecrets", "CustomResourceDefinition");
        Assert.InRange(await RequestsAsync(stage) - before, 0, 300 + (20 * watch.Wall.TotalSeconds));
        Assert.False(stage.Operator.HasEnded);

        await Definitions.InstallAsync(stage.Kube, Servers.Crds);
        await Until.TrueAsync("the resources to be taken", Limit, () => IsDeclaredAsync(stage), default);
        await stage.SecretBecomesAsync("app", "password", "one", "app");
        await stage.IsReadyAsync("app");
        await ReadyzSaysAsync(stage, HttpStatusCode.OK);
        Assert.Equal(0, await RolloutsAsync(stage));

        var uid = (string?)(await stage.Kube.FindAsync(stage.StaticSecret("app"), default))!["metadata"]!["uid"];
        await stage.EventuallyAsync("the Secret to be the new resource's", stage.StaticSecret("app"), async () =>
            IsOwned(await stage.FindSecretAsync("app"), uid));
        await stage.Vault.PutAsync("demo/config", ("password", "two"));
        await stage.SecretBecomesAsync("app", "password", "two", "app");
        await stage.SaysAsync("app", "RolloutRestart", "True", "Deployment/app restarted");
        Assert.Equal(1, await RolloutsAsync(stage));
    }

    private static async Task DeclareAsync(Stage stage)
    {
        await stage.DeclareLoginAsync();
        await stage.DeclareAsync("app", manifest => manifest["spec"]!["rolloutRestartTargets"] =
            new JsonArray(new JsonObject { ["kind"] = "Deployment", ["name"] = "app" }));
    }

    /// <summary>A real API server serves a kind some time after it says so.</summary>
    private static async Task<bool> IsDeclaredAsync(Stage stage)
    {
        await DeclareAsync(stage);
        return true;
    }

    private static async Task LoseAsync(KubeClient kube)
    {
        var all = Definitions.Read(Servers.Crds).Select(ObjectId.Of).ToList();
        await Task.WhenAll(all.Select(id => kube.DeleteAsync(id, default)));
        foreach (var id in all)
        {
            await Until.TrueAsync($"{id} to be gone", Limit, async () => await kube.FindAsync(id, default) is null, default);
        }
    }

    private static async Task ReadyzSaysAsync(Stage stage, HttpStatusCode wanted, params string[] words)
    {
        using var http = new HttpClient { BaseAddress = stage.Operator.Http };
        await Until.SeenAsync($"/readyz to say {wanted} {string.Join(", ", words)}", Limit, async () =>
        {
            using var answer = await http.GetAsync("/readyz");
            var body = await answer.Content.ReadAsStringAsync();
            var holds = answer.StatusCode == wanted && words.All(word => body.Contains(word, StringComparison.Ordinal));
            return (holds, $"{answer.StatusCode} {body}{Environment.NewLine}{stage.Operator.Tail()}");
        }, default);
    }

    private static bool IsOwned(JsonObject? secret, string? uid) =>
        secret?["metadata"]?["ownerReferences"]?.AsArray().Any(owner => (string?)owner!["uid"] == uid) == true;

    private static async Task<long> RolloutsAsync(Stage stage) =>
        (long)(await stage.Kube.FindAsync(ObjectId.Deployment(stage.App, "app"), default))!["metadata"]!["generation"]! - 1;

    /// <summary>What the operator has asked the API server in all.</summary>
    private static async Task<double> RequestsAsync(Stage stage) =>
        Samples().Matches(await stage.PageAsync("/metrics"))
            .Sum(line => double.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^coffer_kube_requests_total\{.*\} ([0-9.e+]+)", RegexOptions.Multiline)]
    private static partial Regex Samples();
}
