using System.CommandLine;
using Coffer.Cli.Api;
using Coffer.Cli.CommandLine;
using Coffer.Cli.Output;
using Coffer.Cli.Overview;
using Coffer.Cli.Resources;
using Coffer.Cli.Status;
using Coffer.Domain.Timing;

namespace Coffer.Cli.Sync;

/// <summary><c>coffer sync</c>: has the operator read Vault at once.</summary>
internal sealed class SyncCommand
{
    private readonly Argument<string[]> _names = new("KIND/NAME")
    {
        Description = "Secrets, e.g. vss/database or database.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _selector = new("--selector", "-l") { Description = "Those with these labels, e.g. app=web." };
    private readonly Option<bool> _wait = new("--wait") { Description = "Wait until the operator has answered." };
    private readonly Option<string> _timeout = new("--timeout")
    {
        Description = "How long to wait, e.g. 90s or 5m. What fails as it did before is known by that. Default: 30s.",
        DefaultValueFactory = static _ => "30s",
    };

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var own = new SyncCommand();
        var command = new Command(
            "sync", "Has the operator read Vault and bring the Secret into step at once. Exit code 0: asked, and with --wait in step; 1: "
                + "not in step, or no answer in time; 2: could not be asked.")
        {
            own._names, own._selector, own._wait, own._timeout,
        };
        var options = ClusterOptions.AddTo(command, acrossNamespaces: true);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var choice = options.Read(parsed);
            return await own.RunAsync(terminal, choice, parsed, cancellation);
        });
        return command;
    }

    private async Task<int> RunAsync(Terminal terminal, ClusterChoice choice, ParseResult parsed, CancellationToken cancellation)
    {
        if (!Durations.TryParseSetting(parsed.GetValue(_timeout)!, out var limit) || limit <= TimeSpan.Zero)
        {
            throw new CommandException($"--timeout: '{SafeLine.Of(parsed.GetValue(_timeout))}' is no time; write e.g. 90s or 5m");
        }

        var api = new KubeApi(choice.Connection);
        var resources = await FindAsync(api, choice, parsed.GetValue(_names) ?? [], parsed.GetValue(_selector), cancellation);
        var (syncer, wait) = (new Syncer(api, terminal.Time), parsed.GetValue(_wait));
        var requests = await syncer.AskAsync(resources, cancellation);
        var progress = new SyncProgress(terminal);
        var results = wait
            ? await syncer.WaitAsync(requests, limit, progress.Show, cancellation)
            : [.. requests.Select(request => new SyncResult(request.Resource.Ref.ToString(), SyncState.Asked, ""))];
        await Answers.WriteAsync(terminal, choice.Output, new SyncDocument(results), AnswerJson.Default.SyncDocument, Draw);
        return results.All(result => result.State is SyncState.Asked or SyncState.Synced) ? ExitCode.Well : ExitCode.NotWell;
    }

    private static async Task<IReadOnlyList<CofferObject>> FindAsync(
        KubeApi api, ClusterChoice choice, string[] names, string? selector, CancellationToken cancellation)
    {
        if (names.Length > 0)
        {
            return selector is null && !choice.AllNamespaces
                ? await NamedAsync(api, choice, names, cancellation)
                : throw new CommandException("names exclude -l and -A: leave the ones or the others away");
        }

        if (selector is null && !choice.AllNamespaces)
        {
            throw new CommandException("nothing is named: write KIND/NAME, or -l SELECTOR, or -A for all");
        }

        var query = selector is null ? "" : $"labelSelector={Uri.EscapeDataString(selector)}";
        var (found, notSeen) = await OverviewReader.ReadAsync(api, KindNames.Secrets, choice.Listed, query, cancellation);
        return notSeen.Count > 0 ? throw new CommandException(notSeen[0].Message)
            : found.Count == 0 ? throw new CommandException("there is no such secret") : found;
    }

    private static async Task<IReadOnlyList<CofferObject>> NamedAsync(
        KubeApi api, ClusterChoice choice, string[] names, CancellationToken cancellation)
    {
        var reader = new ChainReader(api, choice.OperatorNamespace);
        var found = await Task.WhenAll(names.Select(ResourceName.Parse).Distinct().Select(
            name => name.FindAsync(reader, choice.Namespace, cancellation)));
        return found.FirstOrDefault(resource => !KindNames.IsSecret(resource.Kind)) is { } other
            ? throw new CommandException($"{other.Ref} keeps no Secret in step: name a secret that uses it")
            : found;
    }

    private static Screen Draw(SyncDocument answer, Screen screen)
    {
        foreach (var result in answer.Results)
        {
            screen.Line(Word(result.State), $"  {SafeLine.Of(result.Resource)}").Text(2, SafeLine.Of(result.Message));
        }

        return screen;
    }

    private static Piece Word(SyncState state) => state switch
    {
        SyncState.Synced => new Piece("synced", Tone.Good),
        SyncState.Failed => new Piece("FAILED", Tone.Bad),
        SyncState.TimedOut => new Piece("no answer in time", Tone.Bad),
        _ => new Piece("asked"),
    };
}
