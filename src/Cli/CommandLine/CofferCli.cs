using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Coffer.Cli.Output;

namespace Coffer.Cli.CommandLine;

/// <summary>Runs one command line: whatever goes wrong is told in a line, never by a stack trace.</summary>
internal static class CofferCli
{
    /// <summary>After Ctrl-C a command ends what it is at; nothing that it does takes longer.</summary>
    private static readonly TimeSpan TerminationLimit = TimeSpan.FromSeconds(2);

    [SuppressMessage("Design", "CA1031", Justification = "The edge of the process: a person is told what went wrong, whatever it was.")]
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellation)
    {
        var parsed = CofferCommand.Create(terminal).Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TerminationLimit,
        };
        try
        {
            var code = await parsed.InvokeAsync(configuration, cancellation);
            return parsed.Errors.Count > 0 ? ExitCode.NoAnswer : code;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception error)
        {
            await terminal.Error.WriteLineAsync($"coffer: {error.Message}");
            return ExitCode.NoAnswer;
        }
    }
}
