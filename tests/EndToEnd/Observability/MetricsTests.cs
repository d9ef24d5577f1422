using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Observability;

/// <summary>What Prometheus gets from a running operator.</summary>
public sealed class MetricsTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await Stage.OpenAsync(servers, "--object-metrics", "true", "--restart-window", "1s");
        await _stage.DeclareLoginAsync();
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task What_is_documented_is_exported_and_the_other_way_round()
    {
        await _stage.MakeDeploymentAsync("app");
        await _stage.Vault.PutAsync("app", ("password", "one"));
        await _stage.DeclareAsync(
            "app", manifest => manifest["spec"]!["rolloutRestartTargets"] =
                new JsonArray(new JsonObject { ["kind"] = "Deployment", ["name"] = "app" }), "app");
        await _stage.IsReadyAsync("app");
        await _stage.Vault.PutAsync("app", ("password", "two"));
        await _stage.SaysAsync("app", "RolloutRestart", "True");
        await _stage.DeclareAsync("broken", path: "no/such/path");
        await _stage.SaysAsync("broken", "Ready", "False");
        await _stage.Vault.PutAsync("going", ("password", "one"));
        await _stage.DeclareAsync("going", path: "going");
        await _stage.IsReadyAsync("going");
        await _stage.BuildPkiAsync();
        await _stage.DeclarePkiAsync("certificate");
        await _stage.SerialAsync("certificate");
        await TransformAsync("good", "{{ .Secrets.password }}");
        await TransformAsync("bad", "{{ .Secrets.password");

        var markdown = await File.ReadAllTextAsync(Path.Combine(Servers.RepositoryRoot(), "docs", "metrics.md"));
        var documented = Exposition.OfDocumentation(markdown);
        var rare = Exposition.Rare(markdown);
        await Until.SeenAsync("documented and exported metrics to be the same", TimeSpan.FromSeconds(120), async () =>
        {
            var exported = Exposition.OfPage(await _stage.PageAsync("/metrics"));
            var missing = documented.Except(exported).Where(metric => !rare.Contains(metric.Name)).ToList();
            var undocumented = exported.Except(documented).ToList();
            return (missing.Count + undocumented.Count == 0,
                $"only documented: {string.Join("; ", missing)}{Environment.NewLine}only exported: {string.Join("; ", undocumented)}");
        }, default);

        var page = await _stage.PageAsync("/metrics");
        Assert.Equal(3, Value(page, "coffer_secrets", $"namespace=\"{_stage.App}\"", "status=\"Synced\""));
        Assert.Equal(1, Value(page, "coffer_secrets_failing", $"namespace=\"{_stage.App}\"", "reason=\"VaultClientError\""));
        Assert.Equal(1, Value(page, "coffer_restarts_total", "effect=\"Restarted\""));
        Assert.Equal(1, Value(page, "coffer_restarts_commanded_total"));
        Assert.Equal(1, Value(page, "coffer_logins_total", $"auth=\"{_stage.Central}/login\"", "outcome=\"Ok\""));
        Assert.Equal(
            1, Value(page, "controller_resource_status", "controller=\"vaultauth\"", $"namespace=\"{_stage.Central}\"", "name=\"login\""));
        await Until.SeenAsync("both SecretTransformations to be judged", TimeSpan.FromSeconds(30), async () =>
        {
            page = await _stage.PageAsync("/metrics");
            var (good, bad) = (Transformation("good"), Transformation("bad"));
            return ((good, bad) == (1, 0), $"good {good}, bad {bad}");
        }, default);

        // A busy machine may be late for a moment.
        await _stage.EventuallyAsync("nothing to be overdue", _stage.StaticSecret("app"), async () =>
            Value(await _stage.PageAsync("/metrics"), "coffer_secrets_overdue", $"namespace=\"{_stage.App}\"", "why=\"Late\"") == 0);

        await _stage.Kube.DeleteAsync(_stage.StaticSecret("going"), default);
        await _stage.EventuallyAsync("its series to go", _stage.StaticSecret("going"), async () =>
            !(await _stage.PageAsync("/metrics")).Contains("name=\"going\"", StringComparison.Ordinal));
        Assert.NotNull(Value(await _stage.PageAsync("/metrics"), "coffer_secret_age_seconds", "name=\"app\""));

        double? Transformation(string name) => Value(
            page, "controller_resource_status", "controller=\"secrettransformation\"", $"namespace=\"{_stage.App}\"", $"name=\"{name}\"");
    }

    private Task TransformAsync(string name, string text) => _stage.Kube.ApplyAsync(new JsonObject
    {
        ["apiVersion"] = "secrets.hashicorp.com/v1beta1",
        ["kind"] = "SecretTransformation",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = _stage.App },
        ["spec"] = new JsonObject { ["templates"] = new JsonObject { ["one"] = new JsonObject { ["text"] = text } } },
    }, default);

    /// <summary>The value of the one sample with these labels; null when there is none.</summary>
    private static double? Value(string page, string name, params string[] labels) => page.Split('\n')
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal)
            && labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        .Select(line => (double?)double.Parse(
            line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))
        .SingleOrDefault();
}
