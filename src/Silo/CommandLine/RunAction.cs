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

        await using var host = CofferHost.Build(options);
        var death = host.Services.GetRequiredService<SiloDeath>();
        await host.RunAsync(cancellation);
        return death.Occurred ? ExitCode.Died : ExitCode.Done;
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
