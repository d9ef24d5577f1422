using System.CommandLine;
using Coffer.Silo.Options;

namespace Coffer.Silo.CommandLine;

/// <summary>The command line: <c>coffer run</c>, with one flag per setting. What people ask has a program of its own, src/Cli.</summary>
internal static class CofferCommand
{
    public static RootCommand Create(Func<IReadOnlyDictionary<Setting, string>, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand("Coffer keeps Kubernetes Secrets in step with HashiCorp Vault and OpenBao.");
        root.Subcommands.Add(Run(run));
        return root;
    }

    private static Command Run(Func<IReadOnlyDictionary<Setting, string>, CancellationToken, Task<int>> run)
    {
        var flags = new SettingFlags(Settings.All);
        var command = new Command("run", "Runs the operator until it is told to stop (SIGTERM, Ctrl-C).");
        flags.AddTo(command);
        command.SetAction((parsed, cancellation) => run(flags.Given(parsed), cancellation));
        return command;
    }
}
