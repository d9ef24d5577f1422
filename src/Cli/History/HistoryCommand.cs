using System.CommandLine;
using Coffer.Cli.Api;
using Coffer.Cli.CommandLine;
using Coffer.Cli.Output;
using Coffer.Cli.Status;

namespace Coffer.Cli.History;

/// <summary><c>coffer history</c>: the journal of a secret as a table.</summary>
internal static class HistoryCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("KIND/NAME") { Description = "A secret, e.g. vss/database or database." };
        var command = new Command(
            "history", "Prints the journal of a secret: when what happened and why, with which version and digest, and whom it rolled. "
                + "Exit code 0, or 2: there is no answer.") { name };
        var options = ClusterOptions.AddTo(command, acrossNamespaces: false);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var choice = options.Read(parsed);
            var reader = new ChainReader(new KubeApi(choice.Connection), choice.OperatorNamespace);
            var resource = await ResourceName.Parse(parsed.GetRequiredValue(name)).FindAsync(reader, choice.Namespace, cancellation);
            var history = new HistoryDocument(
                resource.Ref.ToString(), resource.Status?.JournalVersion,
                [.. Enumerable.Reverse(resource.Status?.History ?? []).Select(HistoryEntry.Parse)]);
            await Answers.WriteAsync(terminal, choice.Output, history, AnswerJson.Default.HistoryDocument, (answer, screen) =>
                Draw(answer, screen, terminal.Time.GetUtcNow(), choice.Output == OutputFormat.Wide));
            return ExitCode.Well;
        });
        return command;
    }

    private static Screen Draw(HistoryDocument history, Screen screen, DateTimeOffset now, bool wide) => history.History.Count == 0
        ? screen.Line($"{SafeLine.Of(history.Resource)}: nothing has happened yet")
        : screen.Table(0, HistoryRows.Of(history.History, now, wide));
}
