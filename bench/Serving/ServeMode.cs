using System.Globalization;
using System.Text.Json;

namespace Coffer.Bench.Serving;

/// <summary>
/// The servers' process: an API server and a Vault, embedded or real. It is told what to do line by line on its standard input and answers
/// with one line of JSON each; when the input ends, so does it, and nothing is left behind if the bench dies.
/// </summary>
internal static class ServeMode
{
    public const string Argument = "serve";
    public const string CountsCommand = "counts";
    public const string ReadsCommand = "reads";
    public const string LatencyCommand = "latency";

    public static async Task<int> RunAsync(TextReader input, TextWriter output, CancellationToken cancellation)
    {
        await using var kubernetes = await StartKubernetesAsync(cancellation);
        await using var vault = await StartVaultAsync(cancellation);
        await SayAsync(output, new ServerAddresses(kubernetes.Kubeconfig, vault.Address, vault.Token));
        while (await input.ReadLineAsync(CancellationToken.None) is { } command)
        {
            await AnswerAsync(command, kubernetes, vault, output);
        }

        return 0;
    }

    private static async Task<IKubernetesUnderTest> StartKubernetesAsync(CancellationToken cancellation) =>
        RealServers.Kubeconfig is { } kubeconfig
            ? new RealKubernetes(kubeconfig)
            : await EmbeddedKubernetesUnderTest.StartAsync(cancellation);

    private static async Task<IVaultUnderTest> StartVaultAsync(CancellationToken cancellation) =>
        RealServers.Vault is { } vault
            ? await RealVault.StartAsync(vault.Address, vault.Token, cancellation)
            : await EmbeddedVaultUnderTest.StartAsync(cancellation);

    private static async Task AnswerAsync(string command, IKubernetesUnderTest kubernetes, IVaultUnderTest vault, TextWriter output)
    {
        switch (command)
        {
            case CountsCommand:
                await SayAsync(output, Asked.Count(await kubernetes.CountAsync(CancellationToken.None), vault.Count()));
                break;
            case ReadsCommand:
                await SayAsync(output, Asked.Reads(vault.Count()));
                break;
            case var _ when command.StartsWith(LatencyCommand, StringComparison.Ordinal):
                var latency = int.Parse(command.AsSpan(LatencyCommand.Length), CultureInfo.InvariantCulture);
                vault.SlowDown(TimeSpan.FromMilliseconds(latency));
                await SayAsync(output, latency);
                break;
            default:
                await SayAsync(output, $"unknown command {command}");
                break;
        }
    }

    private static async Task SayAsync<T>(TextWriter output, T answer)
    {
        await output.WriteLineAsync(JsonSerializer.Serialize(answer));
        await output.FlushAsync();
    }
}
