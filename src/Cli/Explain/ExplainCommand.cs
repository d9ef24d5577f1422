using System.CommandLine;
using Coffer.Cli.Api;
using Coffer.Cli.CommandLine;
using Coffer.Cli.Output;
using Coffer.Cli.Resources;
using Coffer.Cli.Status;
using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Explain;

/// <summary><c>coffer explain</c>: who wrote a Secret.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("SECRET") { Description = "Name of a Kubernetes Secret." };
        var command = new Command(
            "explain", "Tells who wrote a Secret: for which resource, from which path and version, by which login, when, and who else "
                + "wrote into it. Reads its metadata alone. Exit code 0: it is as the operator wrote it; 1: it is not; 2: no answer.")
        {
            name,
        };
        var options = ClusterOptions.AddTo(command, acrossNamespaces: false);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var choice = options.Read(parsed);
            var answer = await ReadAsync(choice, parsed.GetRequiredValue(name), terminal.Time, cancellation);
            var view = new ExplanationView(terminal.Time.GetUtcNow(), choice.Output == OutputFormat.Wide);
            await Answers.WriteAsync(terminal, choice.Output, answer, AnswerJson.Default.Explanation, view.Draw);
            return answer.State == LinkState.Well ? ExitCode.Well : ExitCode.NotWell;
        });
        return command;
    }

    private static async Task<Explanation> ReadAsync(
        ClusterChoice choice, string name, TimeProvider time, CancellationToken cancellation)
    {
        var api = new KubeApi(choice.Connection);
        var key = new ObjectKey(choice.Namespace, name.StartsWith("secret/", StringComparison.OrdinalIgnoreCase) ? name[7..] : name);
        var secret = CommandException.Value(
            await api.GetAsync(ResourceKinds.Secret, key, ApiJson.Default.SecretObject, cancellation));
        if (SourceName.Of(secret) is not { } source)
        {
            return ExplanationBuilder.Foreign(secret);
        }

        var reader = new ChainReader(api, choice.OperatorNamespace);
        var kind = KindNames.Secrets.First(kind => kind.Kind == source.Kind);
        if (!(await reader.ReadAsync(kind, source.Key, cancellation)).TryGet(out var resource, out var failure))
        {
            return ExplanationBuilder.Orphaned(secret, source, failure);
        }

        var facts = new ChainFacts
        {
            Resource = resource,
            OperatorNamespace = choice.OperatorNamespace,
            Secret = new Fact<SecretObject>(ResourceKinds.Secret.Kind, key, "spec.destination.name", secret),
        };
        return ExplanationBuilder.Of(secret, await reader.TowardsVaultAsync(facts, cancellation), time.GetUtcNow());
    }
}
