using Coffer.Tests.Support;

namespace Coffer.Cli.Tests.Commands;

/// <summary><c>coffer status</c> against an API server.</summary>
public sealed class StatusCommandTests(CliCluster cluster) : IClassFixture<CliCluster>
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: app, image: app }] }
        """;

    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: { name: web-1, namespace: shop }
        spec: { containers: [{ name: app, image: app, envFrom: [{ secretRef: { name: database } }] }] }
        status: { phase: Running, startTime: "2026-11-30T09:30:00Z" }
        """;

    private static string Secret => $"apiVersion: v1\nkind: Secret\n{Samples.Secret}\nstringData: {{ password: winter }}";

    [Fact]
    public async Task One_secret_from_Vault_to_the_pods()
    {
        await DeclareAsync();
        var (code, output, error) = await cluster.RunAsync("status", "vss/database", "-n", "shop");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("VaultStaticSecret/shop/database  ok", output, StringComparison.Ordinal);
        Assert.Contains("https://vault.vault:8200", output, StringComparison.Ordinal);
        Assert.Contains("ok  Deployment", output, StringComparison.Ordinal);
        Assert.Contains("Pods that still run with the Secret of before: 1.", output, StringComparison.Ordinal);
        Assert.Contains("web-1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_link_is_told_with_exit_code_1()
    {
        await DeclareAsync();
        await cluster.Kube.DeleteAsync(ObjectId.Custom("VaultConnection", "vault", "myvault"), default);
        var (code, output, _) = await cluster.RunAsync("status", "database", "-n", "shop");

        Assert.Equal(1, code);
        Assert.Contains("BROKEN  VaultConnection vault/myvault: NotFound  <- this is where it breaks", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("yaml")]
    public async Task Programs_get_a_schema(string format)
    {
        await DeclareAsync();
        var (code, output, _) = await cluster.RunAsync("status", "VaultStaticSecret/database", "-n", "shop", "-o", format);

        var chain = Yaml.Documents(output).Single();
        Assert.Equal(0, code);
        Assert.Equal(
            ["apiVersion", "kind", "resource", "state", "links", "data", "nextDue", "stalePods", "history", "warnings", "notSeen"],
            chain.Select(field => field.Key));
        Assert.Equal(("cli.coffer/v1", "SecretChain", "Well"),
            ((string?)chain["apiVersion"], (string?)chain["kind"], (string?)chain["state"]));
        Assert.Equal(
            ["kind", "namespace", "name", "state", "isCause", "about", "reason", "message", "since"],
            chain["links"]![0]!.AsObject().Select(field => field.Key));
        Assert.Equal(["version", "digest", "changed", "synced"], chain["data"]!.AsObject().Select(field => field.Key));
        Assert.Equal("2026-11-30T10:00:00Z", (string?)chain["data"]!["changed"]);
        Assert.Equal(["name", "started", "by"], chain["stalePods"]![0]!.AsObject().Select(field => field.Key));
        Assert.Equal(
            ["sequence", "at", "what", "why", "workloads", "detail"], chain["history"]![0]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task Without_a_name_everything_that_is_not_well_is_listed()
    {
        await DeclareAsync();
        await cluster.DeclareAsync("worse", Samples.Failing("VaultClientError", "permission denied. Grant read").Replace(
            "namespace: shop", "namespace: worse", StringComparison.Ordinal));
        var (code, output, _) = await cluster.RunAsync("status", "-A");

        Assert.Equal(1, code);
        Assert.Contains("BROKEN  VaultStaticSecret/worse/database", output, StringComparison.Ordinal);
        Assert.DoesNotContain("shop/database", output, StringComparison.Ordinal);
        Assert.Contains(" well\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        var overview = CliCluster.Json(await cluster.RunAsync("status", "-n", "worse", "-o", "json"));
        Assert.Equal(["apiVersion", "kind", "seen", "notWell", "notSeen"], overview.Select(field => field.Key));
        Assert.Equal(
            ["state", "resource", "since", "reason", "message", "version", "changed"],
            overview["notWell"]![0]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task A_namespace_without_faults_is_well()
    {
        await DeclareAsync();

        Assert.Equal(0, (await cluster.RunAsync("status", "-n", "shop")).Code);
    }

    [Theory]
    [InlineData("VaultStaticSecret shop/nowhere does not exist", "vss/nowhere")]
    [InlineData("there is no VaultStaticSecret, VaultDynamicSecret, VaultPKISecret shop/nowhere", "nowhere")]
    [InlineData("'pod' is no kind of Coffer's", "pod/x")]
    [InlineData("'a/b/c' is no name", "a/b/c")]
    public async Task What_is_not_there_is_told_in_a_line_with_exit_code_2(string said, string name)
    {
        await DeclareAsync();
        var (code, output, error) = await cluster.RunAsync("status", name, "-n", "shop");

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"coffer: {said}", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_server_that_is_away_is_told_in_a_line()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(cluster.Kubeconfig)).Replace(
            cluster.Kube.Server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            FreePort.Next().ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var (code, _, error) = await CliCluster.RunBareAsync("status", "-A", "--kubeconfig", path);
        File.Delete(path);

        Assert.Equal(2, code);
        Assert.Matches("^coffer: the API server https://.* can't be reached: ", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Who_may_not_look_is_told_so()
    {
        await DeclareAsync();
        var token = await cluster.Kube.TokenAsync(new ObjectId("v1", "ServiceAccount", "shop", "default"), default);
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, cluster.Server.Kubeconfig(token));
        var (code, _, error) = await CliCluster.RunBareAsync("status", "database", "-n", "shop", "--kubeconfig", path);
        File.Delete(path);

        Assert.Equal(2, code);
        Assert.StartsWith("coffer: VaultStaticSecret shop/database: you may not: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status", "--kubeconfig", "/nowhere/kubeconfig")]
    [InlineData("status", "-n", "a", "-A")]
    [InlineData("status", "-o", "xml")]
    [InlineData("walk")]
    public async Task A_wrong_command_line_has_exit_code_2(params string[] args) =>
        Assert.Equal(2, (await CliCluster.RunBareAsync(args)).Code);

    private async Task DeclareAsync()
    {
        await cluster.DeclareAsync("vault", Samples.Connection, Samples.Auth);
        await cluster.DeclareAsync("shop", Samples.StaticSecret, Secret, Deployment, Pod);
    }
}
