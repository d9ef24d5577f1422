using System.CommandLine;
using Coffer.Cli.Api;
using Coffer.Cli.CommandLine;
using Coffer.Cli.Output;
using Coffer.Cli.Overview;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Status;

/// <summary><c>coffer status</c>: one chain, or everything that is not well.</summary>
internal static class StatusCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("KIND/NAME")
        {
            Description = "A resource, e.g. vss/database; without a kind it is a secret's. Without a name: everything that is not well.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("status", "Tells where a secret is on its way from Vault to the workloads, and which link is broken. "
            + "Exit code 0: all is well; 1: something is not; 2: there is no answer.") { name };
        var options = ClusterOptions.AddTo(command, acrossNamespaces: true);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var choice = options.Read(parsed);
            return parsed.GetValue(name) is { } given
                ? await OneAsync(terminal, choice, given, cancellation)
                : await AllAsync(terminal, choice, cancellation);
        });
        return command;
    }

    private static async Task<int> OneAsync(Terminal terminal, ClusterChoice choice, string name, CancellationToken cancellation)
    {
        if (choice.AllNamespaces)
        {
            throw new CommandException("one resource is in one namespace: name it with -n instead of -A");
        }

        var reader = new ChainReader(new KubeApi(choice.Connection), choice.OperatorNamespace);
        var resource = await ResourceName.Parse(name).FindAsync(reader, choice.Namespace, cancellation);
        var facts = await reader.ReadAsync(resource, cancellation);
        var now = terminal.Time.GetUtcNow();
        var chain = ChainBuilder.Build(facts, now);
        var view = new ChainView(now, choice.Output == OutputFormat.Wide);
        await Answers.WriteAsync(terminal, choice.Output, chain, AnswerJson.Default.Chain, view.Draw);
        return chain.State is LinkState.Well ? ExitCode.Well : ExitCode.NotWell;
    }

    private static async Task<int> AllAsync(Terminal terminal, ClusterChoice choice, CancellationToken cancellation)
    {
        var (found, notSeen) = await OverviewReader.ReadAsync(
            new KubeApi(choice.Connection), ResourceKinds.Custom, choice.Listed, "", cancellation);
        if (notSeen.Count == ResourceKinds.Custom.Count)
        {
            throw new CommandException(notSeen[0].Message);
        }

        var now = terminal.Time.GetUtcNow();
        var overview = OverviewBuilder.Build(found, [.. notSeen.Select(failure => failure.Message)], now);
        var view = new OverviewView(now, choice.Output == OutputFormat.Wide);
        await Answers.WriteAsync(terminal, choice.Output, overview, AnswerJson.Default.OverviewDocument, view.Draw);
        return overview.NotWell.Count + overview.NotSeen.Count == 0 ? ExitCode.Well : ExitCode.NotWell;
    }
}
