using System.Collections.Concurrent;
using System.Diagnostics;
using Coffer.Tests.Support;

namespace Coffer.Bench.Operator;

/// <summary>
/// One silo: the real binary, <c>coffer run</c>, as a process of its own, with the settings that are its defaults
/// unless the run names others.
/// </summary>
internal sealed class OperatorProcess : IAsyncDisposable
{
    private const int KeptLines = 200;

    private readonly ConcurrentQueue<string> _log = new();
    private readonly TextWriter? _file;
    private readonly Process _process;

    private OperatorProcess(ProcessStartInfo start, Uri http, TextWriter? file)
    {
        _file = file;
        Http = http;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Base address of health and metrics.</summary>
    public Uri Http { get; }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Lines that it has logged.</summary>
    public int Lines { get; private set; }

    public static OperatorProcess Start(
        string kubeconfig, int httpPort, int siloPort, IReadOnlyList<string> more, long heapLimit, TextWriter? log)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "coffer.dll"), "run", "--kubeconfig", kubeconfig, "--http-port", $"{httpPort}",
            "--http-address", "127.0.0.1",
            "--silo-port", $"{siloPort}", .. more,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["OPERATOR_NAMESPACE"] = OperatorGroup.Namespace;
        if (heapLimit > 0)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = $"{heapLimit:X}";
        }

        var silo = new OperatorProcess(start, new Uri($"http://127.0.0.1:{httpPort}"), log);
        silo._process.Start();
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        return silo;
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task ReadyAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = Http };
        await Until.SeenAsync("/readyz to say 200", TimeSpan.FromSeconds(120), async () =>
        {
            if (_process.HasExited)
            {
                return (false, $"the operator ended with {_process.ExitCode}:{Environment.NewLine}{Tail()}");
            }

            using var response = await http.GetAsync(new Uri("/readyz", UriKind.Relative), cancellation);
            return (response.IsSuccessStatusCode, Tail());
        }, cancellation);
    }

    /// <summary>SIGTERM; returns when the process has ended.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync(cancellation);
    }

    /// <summary>The newest lines, each cut to what fits a screen.</summary>
    public string Tail() => string.Join(Environment.NewLine, _log.TakeLast(30).Select(line => line.Length > 400 ? line[..400] : line));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        Lines++;
        _log.Enqueue(line);
        while (_log.Count > KeptLines)
        {
            _log.TryDequeue(out _);
        }

        _file?.WriteLine(line);
    }
}
