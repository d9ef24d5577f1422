using System.CommandLine;
using Coffer.Cli.Completion;
using Coffer.Cli.Explain;
using Coffer.Cli.History;
using Coffer.Cli.Output;
using Coffer.Cli.Status;
using Coffer.Cli.Sync;
using Coffer.Cli.Template;

namespace Coffer.Cli.CommandLine;

/// <summary>The command line: <c>coffer</c>, which kubectl also calls as <c>kubectl coffer</c>.</summary>
internal static class CofferCommand
{
    public static RootCommand Create(Terminal terminal) => new(
        "Tells where a secret is on its way from Vault or OpenBao to the workloads of a cluster, and why it is not there. Reads the "
        + "Kubernetes API alone, with your own rights, and no value of any Secret.")
    {
        StatusCommand.Create(terminal),
        HistoryCommand.Create(terminal),
        ExplainCommand.Create(terminal),
        SyncCommand.Create(terminal),
        TemplateCommand.Create(terminal),
        CompletionCommand.Create(terminal),
    };
}
