using System.Diagnostics;

namespace Coffer.Chart.Tests.Support;

/// <summary>A client of Kubernetes that the machine has, or has not.</summary>
internal sealed class Tool(string name)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Tool Helm { get; } = new("helm");

    public static Tool Kubectl { get; } = new("kubectl");

    public bool IsThere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>Runs it to its end.</summary>
    /// <param name="home">Where it finds its configuration and keeps its caches; null: the user's own place.</param>
    /// <param name="input">What it reads; null: nothing.</param>
    public async Task<Ended> RunAsync(string? home, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(name, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (home is not null)
        {
            // The caches in it tell of the server of a port; another server may have had it before.
            (start.Environment["HOME"], start.Environment["KUBECONFIG"]) = (home, Path.Combine(home, "kubeconfig"));
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Limit, TimeProvider.System);
        return new Ended(process.ExitCode, await output, await errors);
    }

    /// <summary>How it ended.</summary>
    internal sealed record Ended(int Code, string Output, string Errors);
}
