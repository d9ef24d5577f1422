using System.CommandLine;
using Coffer.Silo.CommandLine.Template;
using Coffer.Silo.Options;

namespace Coffer.Silo.CommandLine;

/// <summary>The command line: <c>coffer run</c>, with one flag per setting, and <c>coffer template</c>.</summary>
internal static class CofferCommand
{
    public static RootCommand Create(Func<IReadOnlyDictionary<Setting, string>, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand("Coffer keeps Kubernetes Secrets in step with HashiCorp Vault and OpenBao.");
        root.Subcommands.Add(Run(run));
        root.Subcommands.Add(TemplateCommand.Create());
        return root;
    }

    private static Command Run(Func<IReadOnlyDictionary<Setting, string>, CancellationToken, Task<int>> run)
    {
        var flags = Settings.All.ToDictionary(setting => setting, Flag);
        var command = new Command("run", "Runs the operator until it is told to stop (SIGTERM, Ctrl-C).");
        foreach (var flag in flags.Values)
        {
            command.Options.Add(flag);
        }

        command.SetAction((parsed, cancellation) => run(Given(flags, parsed), cancellation));
        return command;
    }

    private static Option<string?> Flag(Setting setting) => new(setting.Flag)
    {
        Description = $"{setting.Help} [{string.Join(", ", setting.Variables)}]",
        HelpName = setting.IsSwitch ? "true|false" : "value",
        Arity = setting.IsSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
    };

    private static Dictionary<Setting, string> Given(Dictionary<Setting, Option<string?>> flags, ParseResult parsed) => flags
        .Where(flag => parsed.GetResult(flag.Value) is { Implicit: false })
        .ToDictionary(flag => flag.Key, flag => parsed.GetValue(flag.Value) ?? "true");
}
