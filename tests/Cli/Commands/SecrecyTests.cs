using System.Text;

namespace Coffer.Cli.Tests.Commands;

/// <summary>
/// A marked value lies in a Secret, in the annotation that <c>kubectl apply</c> leaves on it, and in a pod's variable: no command shows it,
/// and no answer of the API server that the program asks for holds the data.
/// </summary>
public sealed class SecrecyTests(CliCluster cluster) : IClassFixture<CliCluster>
{
    private const string Metadata = "application/json;as=PartialObjectMetadata";
    private const string Mark = "canary5f1c3a";

    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Mark));

    public static TheoryData<string> Commands => ["status database", "status", "history database", "explain database", "sync database"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task No_value_is_shown(string command)
    {
        await DeclareAsync();
        foreach (var format in new[] { "", "-o wide", "-o json", "-o yaml" })
        {
            var (code, output, error) = await cluster.RunAsync(
                [.. $"{command} -n canary {format}".Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

            Assert.InRange(code, 0, 1);
            Assert.NotEmpty(output);
            Assert.All([Mark, Encoded], mark => Assert.DoesNotContain(mark, output + error, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Secrets_are_asked_for_by_their_metadata_alone()
    {
        await DeclareAsync();
        await cluster.RunAsync("explain", "database", "-n", "canary");
        await cluster.RunAsync("status", "database", "-n", "canary");

        var reads = cluster.Server.Requests.Recent.Where(
            request => request is { Resource: "secrets", Verb: "get" or "list" or "watch", UserAgent: "kubectl-coffer" }).ToList();
        Assert.NotEmpty(reads);
        Assert.All(reads, read => Assert.StartsWith(Metadata, Plain(read.Accept), StringComparison.Ordinal));
        Assert.All(reads, read => Assert.DoesNotContain(",", read.Accept, StringComparison.Ordinal));
    }

    private static string Plain(string header) => header.Replace(" ", "", StringComparison.Ordinal);

    private Task DeclareAsync() => cluster.DeclareAsync(
        "canary", Samples.StaticSecret.Replace("namespace: shop", "namespace: canary", StringComparison.Ordinal), $$"""
        apiVersion: v1
        kind: Secret
        metadata:
          name: database
          namespace: canary
          annotations:
            coffer.secrets.hashicorp.com/source: VaultStaticSecret/canary/database
            kubectl.kubernetes.io/last-applied-configuration: '{"data": {"password": "{{Encoded}}" } }'
        stringData: { password: {{Mark}} }
        """, $$"""
        apiVersion: v1
        kind: Pod
        metadata: { name: web-1, namespace: canary }
        spec:
          containers:
          - name: app
            image: app
            env: [{ name: LITERAL, value: {{Mark}} }]
            envFrom:
            - secretRef: { name: database }
        status: { phase: Running, startTime: "2026-11-30T09:30:00Z" }
        """);
}
