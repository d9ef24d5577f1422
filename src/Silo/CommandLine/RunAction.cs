using Coffer.Silo.Hosting;
using Coffer.Silo.Options;

namespace Coffer.Silo.CommandLine;

/// <summary><c>coffer run</c>: reads the settings, says all that is wrong with them at once, or runs the host.</summary>
internal static class RunAction
{
    public static async Task<int> InvokeAsync(IReadOnlyDictionary<Setting, string> commandLine, CancellationToken cancellation)
    {
        var (options, failures) = ReadOptions(commandLine);
        if (options is null)
        {
            await Console.Error.WriteLineAsync(Complaint(failures));
            return ExitCode.Usage;
        }

        var host = CofferHost.Build(options);
        var death = host.Services.GetRequiredService<SiloDeath>();
        try
        {
            await RunAsync(host, cancellation);
        }
        catch (OperationCanceledException) when (death.Occurred)
        {
            // It happened while the host was starting.
        }

        return death.Occurred ? ExitCode.Died : ExitCode.Done;
    }

    /// <summary>
    /// Runs the host to its end, and disposes it, but leaves it alone when its stop is overdue: a silo that can't reach the API server would try for minutes to say goodbye,
    /// and the others find out without it.
    /// </summary>
    private static async Task RunAsync(WebApplication host, CancellationToken cancellation)
    {
        var time = host.Services.GetRequiredService<TimeProvider>();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Lifetime.ApplicationStopping.Register(stopping.SetResult);
        var run = host.RunAsync(cancellation);
        await Task.WhenAny(run, stopping.Task);
        if (!run.IsCompleted)
        {
            await Task.WhenAny(run, Task.Delay(CofferHost.StopLimit, time, CancellationToken.None));
        }

        if (run.IsCompleted)
        {
            await run;
        }
    }

    /// <summary>All failures in one message.</summary>
    public static string Complaint(IReadOnlyList<string> failures) =>
        string.Join(Environment.NewLine, failures.Select(failure => $"  {failure}").Prepend("coffer can't start. Please mend:"));

    private static (CofferOptions? Options, IReadOnlyList<string> Failures) ReadOptions(IReadOnlyDictionary<Setting, string> commandLine)
    {
        try
        {
            var given = SettingSources.Gather(commandLine, Environment.GetEnvironmentVariable, AppSettings.Load());
            return OptionsReader.Read(given, File.Exists);
        }
        catch (InvalidDataException error)
        {
            return (null, [$"appsettings.json: {error.InnerException?.Message ?? error.Message}"]);
        }
    }
}
