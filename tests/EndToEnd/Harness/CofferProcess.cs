using System.Collections.Concurrent;
using System.Diagnostics;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Harness;

/// <summary>The real binary, <c>coffer run</c>, as a process of its own.</summary>
internal sealed class CofferProcess : IAsyncDisposable
{
    private const int KeptLines = 200_000;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(180);

    private readonly ConcurrentQueue<string> _log = new();
    private readonly Process _process;

    private CofferProcess(ProcessStartInfo start, Uri http)
    {
        Http = http;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Base address of health and metrics.</summary>
    public Uri Http { get; }

    /// <summary>Everything it has written, up to the newest 200,000 lines.</summary>
    public IReadOnlyList<string> Log => [.. _log];

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts it and waits until it is ready.</summary>
    public static Task<CofferProcess> StartAsync(
        string kubeconfig, string operatorNamespace, IReadOnlyList<string> namespaces, params string[] more) =>
        StartAsync(Launch.Default, kubeconfig, operatorNamespace, namespaces, more);

    /// <summary>Starts it in a place of its own, with variables of its own, and waits until it is ready.</summary>
    public static async Task<CofferProcess> StartAsync(
        Launch launch, string kubeconfig, string operatorNamespace, IReadOnlyList<string> namespaces, params string[] more)
    {
        var coffer = Make(launch, kubeconfig, operatorNamespace, namespaces, more);
        try
        {
            await coffer.RunAsync();
            return coffer;
        }
        catch
        {
            await coffer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public static CofferProcess Begin(string kubeconfig, string operatorNamespace, IReadOnlyList<string> namespaces, params string[] more)
    {
        var coffer = Make(Launch.Default, kubeconfig, operatorNamespace, namespaces, more);
        coffer.Begin();
        return coffer;
    }

    /// <summary>Starts it and waits until it has given up.</summary>
    public static async Task<CofferProcess> StartInVainAsync(
        Launch launch, string kubeconfig, string operatorNamespace, IReadOnlyList<string> namespaces, params string[] more)
    {
        var coffer = Make(launch, kubeconfig, operatorNamespace, namespaces, more);
        coffer.Begin();
        await coffer.EndAsync(StartLimit);
        return coffer;
    }

    private static CofferProcess Make(
        Launch launch, string kubeconfig, string operatorNamespace, IReadOnlyList<string> namespaces, string[] more)
    {
        var port = FreePort.Next();
        string[] command = [.. launch.Within, "dotnet"];
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            .. command[1..],
            Path.Combine(launch.Folder, "coffer.dll"), "run", "--kubeconfig", kubeconfig, "--http-port", $"{port}", "--http-address",
            launch.Address,
            "--silo-port", $"{launch.SiloPort ?? FreePort.Next()}", "--watch-namespaces", string.Join(',', namespaces),
            .. more.Contains("--log-level") ? Array.Empty<string>() : ["--log-level", "debug"], .. more,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["OPERATOR_NAMESPACE"] = operatorNamespace;
        foreach (var (name, value) in launch.Variables)
        {
            start.Environment[name] = value;
        }

        return new CofferProcess(start, new Uri($"http://{launch.Address}:{port}"));
    }

    /// <summary>SIGTERM; returns when the process has ended.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        Signal("-TERM");
        await EndAsync(limit);
    }

    /// <summary>SIGSTOP: it stands still, its connections stay.</summary>
    public void Freeze() => Signal("-STOP");

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signal("-CONT");

    /// <summary>Waits until it ends by itself.</summary>
    public async Task EndAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The process did not end within {limit.TotalSeconds:F0} s:{Environment.NewLine}{Tail()}");
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>The newest lines, for messages.</summary>
    public string Tail(int lines = 30) => string.Join(Environment.NewLine, _log.TakeLast(lines));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        kill.WaitForExit();
    }

    private void Begin()
    {
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task RunAsync()
    {
        Begin();
        using var http = new HttpClient { BaseAddress = Http };
        await Until.SeenAsync("/readyz to say 200", StartLimit, async () =>
        {
            if (_process.HasExited)
            {
                return (false, $"the process ended with {_process.ExitCode}:{Environment.NewLine}{Tail()}");
            }

            using var response = await http.GetAsync("/readyz");
            return (response.IsSuccessStatusCode, $"{await response.Content.ReadAsStringAsync()}{Environment.NewLine}{Tail()}");
        }, CancellationToken.None);
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _log.Enqueue(line);
            while (_log.Count > KeptLines)
            {
                _log.TryDequeue(out _);
            }
        }
    }
}
