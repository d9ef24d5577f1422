using System.Diagnostics;
using System.Text.Json;

namespace Coffer.Bench.Serving;

/// <summary>The servers in a process of their own, which is this program again.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly SemaphoreSlim _turn = new(1);

    private ServerProcess(Process process, ServerAddresses addresses) => (_process, Addresses) = (process, addresses);

    public ServerAddresses Addresses { get; }

    public int Id => _process.Id;

    public static async Task<ServerProcess> StartAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        start.ArgumentList.Add(ServeMode.Argument);
        var process = Process.Start(start)!;
        return new ServerProcess(process, await ReadAsync<ServerAddresses>(process, cancellation));
    }

    /// <summary>What the servers were asked up to now.</summary>
    public Task<Counts> CountAsync(CancellationToken cancellation) => AskAsync<Counts>(ServeMode.CountsCommand, cancellation);

    /// <summary>Reads of each secret up to now, by its path.</summary>
    public Task<Dictionary<string, long>> ReadsAsync(CancellationToken cancellation) =>
        AskAsync<Dictionary<string, long>>(ServeMode.ReadsCommand, cancellation);

    /// <summary>Adds this to each answer of Vault from now on.</summary>
    public Task SlowDownAsync(TimeSpan latency, CancellationToken cancellation) =>
        AskAsync<int>($"{ServeMode.LatencyCommand} {latency.TotalMilliseconds:F0}", cancellation);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
        _turn.Dispose();
    }

    private async Task<T> AskAsync<T>(string command, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _process.StandardInput.WriteLineAsync(command);
            return await ReadAsync<T>(_process, CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task<T> ReadAsync<T>(Process process, CancellationToken cancellation) =>
        await process.StandardOutput.ReadLineAsync(cancellation) is { } line
            ? JsonSerializer.Deserialize<T>(line)!
            : throw new InvalidOperationException("The servers' process has ended.");
}
