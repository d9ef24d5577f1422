using System.Text.Json;
using Coffer.Embedded.Kubernetes;
using Coffer.Embedded.Vault;
using Coffer.Embedded.Vault.Faults;

namespace Coffer.Bench.Serving;

/// <summary>
/// The servers' process: the embedded Kubernetes API and the embedded Vault. It is told what to do line by line on its standard input and answers with one line of JSON each; when the input ends, so does it,
/// and nothing is left behind if the bench dies.
/// </summary>
internal static class ServeMode
{
    public const string Argument = "serve";
    public const string CountsCommand = "counts";
    public const string ReadsCommand = "reads";
    public const string LatencyCommand = "latency";

    /// <summary>Folder of the secrets, with the part that kv-v2 adds to the mount.</summary>
    private const string SecretsPath = "kvv2/data/demo/";

    public static async Task<int> RunAsync(TextReader input, TextWriter output, CancellationToken cancellation)
    {
        await using var kubernetes = await EmbeddedKubernetes.StartAsync(new EmbeddedKubernetesOptions { HistorySize = 200_000 }, cancellation);
        await using var vault = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions { DevSecretMount = false }, cancellation);
        var folder = Directory.CreateTempSubdirectory("coffer-bench-");
        try
        {
            var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
            kubernetes.WriteKubeconfig(kubeconfig);
            await SayAsync(output, new ServerAddresses(kubeconfig, kubernetes.Address, kubernetes.CertificateAuthorityPem, kubernetes.AdminToken, vault.Address, vault.RootToken));
            while (await input.ReadLineAsync(CancellationToken.None) is { } command)
            {
                await AnswerAsync(command, kubernetes, vault, output);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static Task AnswerAsync(string command, EmbeddedKubernetes kubernetes, EmbeddedVault vault, TextWriter output) => command switch
    {
        CountsCommand => SayAsync(output, Count(kubernetes, vault)),
        ReadsCommand => SayAsync(output, Reads(vault)),
        _ when command.StartsWith(LatencyCommand, StringComparison.Ordinal) => SlowDownAsync(command, vault, output),
        _ => SayAsync(output, $"unknown command {command}"),
    };

    /// <summary>Every answer takes so many milliseconds longer from now on.</summary>
    private static Task SlowDownAsync(string command, EmbeddedVault vault, TextWriter output)
    {
        var latency = int.Parse(command.AsSpan(LatencyCommand.Length), System.Globalization.CultureInfo.InvariantCulture);
        vault.Faults.Add(static (_, _, _) => true, new FaultAction.Delay(TimeSpan.FromMilliseconds(latency)));
        return SayAsync(output, latency);
    }

    private static Counts Count(EmbeddedKubernetes kubernetes, EmbeddedVault vault)
    {
        var asked = vault.Requests.Snapshot();
        var reads = asked.Where(kind => IsRead(kind.Key)).Sum(kind => kind.Value);
        var logins = asked.Where(kind => kind.Key.Operation == "update" && kind.Key.Path.StartsWith("auth/", StringComparison.Ordinal)
            && kind.Key.Path.EndsWith("/login", StringComparison.Ordinal)).Sum(kind => kind.Value);
        return new Counts(
            [.. kubernetes.Requests.Snapshot().Select(kind => new KubeCount(kind.Key.Verb, kind.Key.Resource, kind.Key.Subresource, kind.Key.ContentType, kind.Value))],
            reads, logins, asked.Values.Sum() - reads - logins);
    }

    private static Dictionary<string, long> Reads(EmbeddedVault vault) => vault.Requests.Snapshot()
        .Where(kind => IsRead(kind.Key)).GroupBy(kind => kind.Key.Path[SecretsPath.Length..]).ToDictionary(path => path.Key, path => path.Sum(kind => kind.Value));

    private static bool IsRead(RequestKey key) => key.Operation == "read" && key.Path.StartsWith(SecretsPath, StringComparison.Ordinal);

    private static async Task SayAsync<T>(TextWriter output, T answer)
    {
        await output.WriteLineAsync(JsonSerializer.Serialize(answer));
        await output.FlushAsync();
    }
}
