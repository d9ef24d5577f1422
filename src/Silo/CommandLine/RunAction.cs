using System.Diagnostics.CodeAnalysis;
using Coffer.Silo.Clustering;
using Coffer.Silo.Hosting;
using Coffer.Silo.Options;
using Microsoft.AspNetCore.Connections;

namespace Coffer.Silo.CommandLine;

/// <summary><c>coffer run</c>: reads the settings, says all that is wrong with them at once, or runs the host.</summary>
internal static class RunAction
{
    [SuppressMessage("Design", "CA1031",
        Justification = "The edge of the process: whatever keeps the host from starting is told in a line. The log has the rest.")]
    public static async Task<int> InvokeAsync(IReadOnlyDictionary<Setting, string> commandLine, CancellationToken cancellation)
    {
        var (options, failures) = ReadOptions(commandLine);
        if (options is null)
        {
            await Console.Error.WriteLineAsync(Complaint(failures));
            return ExitCode.Usage;
        }

        var host = CofferHost.Build(options);
        host.Services.GetRequiredService<ProxyNotice>().Tell();
        if (host.Services.GetService<TrustKeeper>() is { } trust && await trust.PrepareAsync(cancellation) is { } failure)
        {
            return await RefuseAsync(failure.Message);
        }

        var death = host.Services.GetRequiredService<SiloDeath>();
        var started = host.Lifetime.ApplicationStarted;
        try
        {
            await RunAsync(host, cancellation);
        }
        catch (OperationCanceledException) when (death.Occurred)
        {
            // It happened while the host was starting.
        }
        catch (Exception error) when (!started.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return await RefuseAsync(Fault(error, options.Cluster));
        }

        return death.Occurred ? ExitCode.Died : ExitCode.Done;
    }

    /// <summary>
    /// The silo's listener does not say which address is taken; the web server, which names its own, says so in other words.
    /// </summary>
    private static string Fault(Exception error, ClusterSettings cluster) => error is AddressInUseException
        ? $"{Settings.SiloPort.Flag} {cluster.SiloPort}: something on this host listens there already"
        : error.Message;

    private static async Task<int> RefuseAsync(string fault)
    {
        await Console.Error.WriteLineAsync(Complaint([fault]));
        return ExitCode.Failed;
    }

    /// <summary>
    /// Runs the host to its end, and disposes it, but leaves it alone when its stop is overdue: a silo that can't reach the API server
    /// would try for minutes to say goodbye, and the others find out without it.
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
